import { Experiment } from '../model/objects';
import { PodSelector } from '../model/selector';
import { RandomInteger } from './mode';
import { SelectableCluster, SelectablePod, selectPods } from './selectPods';
import { SelectionError } from './SelectionError';

/**
 * One target of an experiment, as its records name it.
 *
 * @public
 */
export type ChaosTarget<P extends SelectablePod> = {
  /** `namespace/pod`, or `namespace/pod/container`. */
  id: string;
  selectorKey: '.' | '.Target';
  pod: P;
  container?: string;
};

/**
 * The targets that Chaos Mesh selects when an experiment begins.
 *
 * @throws SelectionError where one of its selectors selects nothing
 * @public
 */
export function selectTargets<P extends SelectablePod>(
  experiment: Experiment,
  cluster: SelectableCluster<P>,
  random?: RandomInteger,
): ChaosTarget<P>[] {
  const select = (selector: PodSelector, selectorKey: '.' | '.Target') => {
    const pods = selectPods(selector, cluster, random);
    const targets = pods.flatMap(pod =>
      containersOf(experiment, pod).map(container => ({
        id: [pod.metadata.namespace, pod.metadata.name, container]
          .filter(part => part !== undefined)
          .join('/'),
        selectorKey,
        pod,
        ...(container !== undefined && { container }),
      })),
    );
    if (targets.length === 0) {
      throw new SelectionError('no target has been selected');
    }
    return targets;
  };
  const { kind, spec } = experiment;
  return [
    ...select(spec, '.'),
    ...(kind === 'NetworkChaos' && spec.target
      ? select(spec.target, '.Target')
      : []),
  ];
}

/** Which containers of a pod are targets; undefined for the pod itself. */
function containersOf(
  { kind, spec }: Experiment,
  pod: SelectablePod,
): (string | undefined)[] {
  if (kind === 'NetworkChaos' || kind === 'HTTPChaos') {
    return [undefined];
  }
  if (kind === 'PodChaos' && spec.action !== 'container-kill') {
    return [undefined];
  }
  const { containerNames = [] } = spec;
  const names = pod.spec.containers.map(({ name }) => name);
  return containerNames.length === 0
    ? names.slice(0, 1)
    : names.filter(name => containerNames.includes(name));
}

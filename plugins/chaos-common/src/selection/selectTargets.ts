import { Experiment } from '../model/objects';
import { PodSelector } from '../model/selector';
import { countTaken, RandomInteger, TakenCount } from './mode';
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
  return sidesOf(experiment).flatMap(([selectorKey, side]) =>
    targetsIn(experiment, selectorKey, selectPods(side, cluster, random)),
  );
}

/**
 * What one selector of an experiment may hit, before its mode has picked any.
 *
 * @public
 */
export type ChaosReach<P extends SelectablePod> = {
  selectorKey: ChaosTarget<P>['selectorKey'];
  /** All pods that the selector matches. */
  matched: P[];
  /** All targets that the mode may pick from. */
  targets: ChaosTarget<P>[];
  /** How many pods are hit. Those without a target may be picked in vain. */
  taken: TakenCount;
};

/**
 * All targets that Chaos Mesh may select when an experiment begins, whatever is
 * left to chance: first those of the experiment, then those of the other side.
 *
 * @throws SelectionError where one of its selectors cannot select anything
 * @public
 */
export function findReach<P extends SelectablePod>(
  experiment: Experiment,
  cluster: SelectableCluster<P>,
): ChaosReach<P>[] {
  return sidesOf(experiment).map(([selectorKey, side]) => {
    const { selector, mode, value = '' } = side;
    const matched = selectPods({ selector, mode: 'all' }, cluster);
    const targets = targetsIn(experiment, selectorKey, matched);
    const pods = new Set(targets.map(({ pod }) => pod)).size;
    const { least, most } = countTaken(matched.length, mode, value);
    const inVain = matched.length - pods;
    return {
      selectorKey,
      matched,
      targets,
      taken: {
        least: Math.max(0, least - inVain),
        most: Math.min(most, pods),
      },
    };
  });
}

type Side = readonly [ChaosTarget<SelectablePod>['selectorKey'], PodSelector];

/** The selectors of an experiment, as records name them. */
function sidesOf({ kind, spec }: Experiment): Side[] {
  return kind === 'NetworkChaos' && spec.target
    ? [
        ['.', spec],
        ['.Target', spec.target],
      ]
    : [['.', spec]];
}

/** The targets in some pods. */
function targetsIn<P extends SelectablePod>(
  experiment: Experiment,
  selectorKey: ChaosTarget<P>['selectorKey'],
  pods: readonly P[],
): ChaosTarget<P>[] {
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

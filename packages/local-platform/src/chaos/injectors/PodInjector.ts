import {
  ChaosRecord,
  Experiment,
  ExperimentOf,
} from '@shop-platform/backstage-plugin-chaos-common';
import { ContainerHandle } from '../../kubelet';
import { Client, Found, ResourceClient } from '../../kubernetes';
import { Injector, placeOf } from './Injector';

/** Does nothing for as long as it runs. */
export const PAUSE_IMAGE = 'registry.k8s.io/pause:latest';

type Container = { name: string; image?: string };
type PodFields = {
  spec: { containers: Container[]; initContainers?: Container[] };
};
type PodObject = Found<PodFields>;

export type FindContainer = (
  namespace: string,
  pod: string,
  container: string,
) => ContainerHandle | undefined;

/** PodChaos: ends pods and containers, or lets a pod run without its program. */
export class PodInjector implements Injector {
  readonly #pods: ResourceClient<PodFields>;
  readonly #findContainer: FindContainer;

  constructor(client: Client, findContainer: FindContainer) {
    this.#pods = client.resource<PodFields>('v1', 'pods');
    this.#findContainer = findContainer;
  }

  apply(experiment: Experiment, record: ChaosRecord): void {
    const { kind, spec } = experiment;
    if (kind !== 'PodChaos') {
      return;
    }
    const { namespace, pod, container } = placeOf(record);
    const found = this.#pods.get(namespace, pod);
    if (spec.action === 'pod-kill') {
      this.#pods.delete(namespace, pod, {
        gracePeriodSeconds: spec.gracePeriod ?? 0,
      });
    } else if (spec.action === 'container-kill') {
      const running = this.#findContainer(namespace, pod, container);
      if (!running) {
        throw new Error(`the container ${record.id} does not run`);
      }
      running.kill();
    } else {
      this.#fail(experiment, found);
    }
  }

  recover(experiment: Experiment, record: ChaosRecord): void {
    const { kind, spec } = experiment;
    const { namespace, pod } = placeOf(record);
    const found = this.#pods.find(namespace, pod);
    if (kind !== 'PodChaos' || spec.action !== 'pod-failure' || !found) {
      return;
    }
    this.#change(found, (container, annotations, isInit) => {
      const key = imageKey(experiment, container, isInit);
      const image = annotations[key];
      if (image !== undefined) {
        container.image = image;
        delete annotations[key];
      }
    });
  }

  /** As Chaos Mesh does it: the pod keeps in annotations what it ran. */
  #fail(experiment: ExperimentOf<'PodChaos'>, pod: PodObject): void {
    this.#change(pod, (container, annotations, isInit) => {
      const key = imageKey(experiment, container, isInit);
      if (annotations[key] === undefined) {
        annotations[key] = container.image ?? '';
        container.image = PAUSE_IMAGE;
      }
    });
  }

  #change(
    pod: PodObject,
    edit: (
      container: Container,
      annotations: Record<string, string>,
      isInit: boolean,
    ) => void,
  ): void {
    const copy = structuredClone(pod);
    const annotations = copy.metadata.annotations ?? {};
    copy.metadata.annotations = annotations;
    copy.spec.containers.forEach(each => edit(each, annotations, false));
    copy.spec.initContainers?.forEach(each => edit(each, annotations, true));
    this.#pods.update(copy);
  }
}

function imageKey(
  { metadata }: Experiment,
  { name }: Container,
  isInit: boolean,
): string {
  const kind = isInit ? 'init' : 'normal';
  return `${metadata.namespace}-${metadata.name}-${name}-${kind}-image`.slice(
    -63,
  );
}

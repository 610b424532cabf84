import {
  ChaosRecord,
  Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { Client, ResourceClient } from '../../kubernetes';
import { ProcessFaultTable } from '../../network/processes/ProcessFaultTable';
import { Injector, placeOf } from './Injector';
import { FindContainer } from './PodInjector';
import { processRules, withoutSlash } from './processRules';

type PodFields = {
  spec: {
    containers: { name: string; volumeMounts?: { mountPath: string }[] }[];
  };
};

/** DNSChaos, TimeChaos and IOChaos: what is wrong, a container's own processes are told. */
export class ProcessInjector implements Injector {
  readonly #pods: ResourceClient<PodFields>;
  readonly #findContainer: FindContainer;
  readonly #faults: ProcessFaultTable;

  constructor(
    client: Client,
    findContainer: FindContainer,
    faults: ProcessFaultTable,
  ) {
    this.#pods = client.resource<PodFields>('v1', 'pods');
    this.#findContainer = findContainer;
    this.#faults = faults;
  }

  /** Throws where nobody would notice. */
  apply({ kind, spec }: Experiment, record: ChaosRecord): void {
    const { id } = record;
    const { namespace, pod, container } = placeOf(record);
    const running = this.#findContainer(namespace, pod, container);
    if (!running) {
      throw new Error(`the container ${id} does not run`);
    }
    if (!running.isNode) {
      throw new Error(
        `the container ${id} is no Node program: its clock, names and files are the machine's, which others have too`,
      );
    }
    if (!this.#faults.isHeard(id)) {
      throw new Error(`the container ${id} has not begun to run its program`);
    }
    if (kind === 'IOChaos') {
      const volume = withoutSlash(spec.volumePath);
      const { spec: given } = this.#pods.get(namespace, pod);
      const mounts = given.containers
        .filter(({ name }) => name === container)
        .flatMap(({ volumeMounts = [] }) => volumeMounts);
      if (!mounts.some(({ mountPath }) => withoutSlash(mountPath) === volume)) {
        throw new Error(`the container ${id} has no volume at ${volume}`);
      }
    }
  }

  recover(): void {
    // Its record says so, and that is followed.
  }

  follow(key: string, experiment: Experiment, records: ChaosRecord[]): void {
    this.#faults.set(key, processRules(experiment, records));
  }

  forget(key: string): void {
    this.#faults.set(key, []);
  }
}

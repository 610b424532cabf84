import {
  ChaosRecord,
  Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { ProcessFaultTable } from '../../network/processes/ProcessFaultTable';
import { Injector, placeOf } from './Injector';
import { FindContainer } from './PodInjector';
import { processRules } from './processRules';

/** DNSChaos and TimeChaos: what is wrong, a container's own processes are told. */
export class ProcessInjector implements Injector {
  readonly #findContainer: FindContainer;
  readonly #faults: ProcessFaultTable;

  constructor(findContainer: FindContainer, faults: ProcessFaultTable) {
    this.#findContainer = findContainer;
    this.#faults = faults;
  }

  /** Throws where nobody would notice. */
  apply(_experiment: Experiment, record: ChaosRecord): void {
    const { id } = record;
    const { namespace, pod, container } = placeOf(record);
    const running = this.#findContainer(namespace, pod, container);
    if (!running) {
      throw new Error(`the container ${id} does not run`);
    }
    if (!running.isNode) {
      throw new Error(
        `the container ${id} is no Node program: it has the clock and the names of the machine, which others have too`,
      );
    }
    if (!this.#faults.isHeard(id)) {
      throw new Error(`the container ${id} has not begun to run its program`);
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

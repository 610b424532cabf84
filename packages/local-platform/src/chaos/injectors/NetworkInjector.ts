import {
  ChaosRecord,
  Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { Client, ResourceClient } from '../../kubernetes';
import { FaultTable } from '../../network/faults/FaultTable';
import { Injector, placeOf } from './Injector';
import { networkRules } from './networkRules';

/** NetworkChaos: what it does follows from its records alone. */
export class NetworkInjector implements Injector {
  readonly #pods: ResourceClient<object>;
  readonly #faults: FaultTable;

  constructor(client: Client, faults: FaultTable) {
    this.#pods = client.resource<object>('v1', 'pods');
    this.#faults = faults;
  }

  apply(_experiment: Experiment, record: ChaosRecord): void {
    const { namespace, pod } = placeOf(record);
    // Throws where it is gone.
    this.#pods.get(namespace, pod);
  }

  recover(): void {
    // Its record says so, and that is followed.
  }

  follow(key: string, experiment: Experiment, records: ChaosRecord[]): void {
    if (experiment.kind === 'NetworkChaos') {
      this.#faults.set(key, networkRules(experiment, records));
    }
  }

  forget(key: string): void {
    this.#faults.set(key, []);
  }
}

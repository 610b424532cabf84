import {
  ChaosRecord,
  Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { Client, ResourceClient } from '../../kubernetes';
import { HttpFaultTable } from '../../network/http/HttpFaultTable';
import { httpRules } from './httpRules';
import { Injector, placeOf } from './Injector';

/** HTTPChaos: what it does follows from its records alone. */
export class HttpInjector implements Injector {
  readonly #pods: ResourceClient<object>;
  readonly #faults: HttpFaultTable;

  constructor(client: Client, faults: HttpFaultTable) {
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
    if (experiment.kind === 'HTTPChaos') {
      this.#faults.set(key, httpRules(experiment, records));
    }
  }

  forget(key: string): void {
    this.#faults.set(key, []);
  }
}

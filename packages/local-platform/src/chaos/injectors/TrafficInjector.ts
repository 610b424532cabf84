import {
  ChaosRecord,
  Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { Client, ResourceClient } from '../../kubernetes';
import { Injector, placeOf } from './Injector';

export type TrafficInjectorOptions<Rule> = {
  /** What the proxies of the pods follow. */
  faults: { set(key: string, rules: Rule[]): void };
  rulesOf(experiment: Experiment, records: ChaosRecord[]): Rule[];
};

/** NetworkChaos and HTTPChaos: what they do follows from their records alone. */
export class TrafficInjector<Rule> implements Injector {
  readonly #pods: ResourceClient<object>;
  readonly #options: TrafficInjectorOptions<Rule>;

  constructor(client: Client, options: TrafficInjectorOptions<Rule>) {
    this.#pods = client.resource<object>('v1', 'pods');
    this.#options = options;
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
    const { faults, rulesOf } = this.#options;
    faults.set(key, rulesOf(experiment, records));
  }

  forget(key: string): void {
    this.#options.faults.set(key, []);
  }
}

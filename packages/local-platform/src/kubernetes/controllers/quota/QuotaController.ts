import { usageOf } from '../../admission/QuotaAdmission';
import type { ResourceClient } from '../../client/Client';
import { equals } from '../../model/json';
import { namespaceOf } from '../../model/KubeObject';
import { formatQuantity, parseQuantity } from '../../model/quantity';
import { storeName } from '../../registry/Resource';
import type { StoreEvent } from '../../store/History';
import type { Context } from '../Context';
import type { ResourceQuotaFields } from '../types';
import { keyOfObject } from '../work/ownership';
import type { WorkQueue } from '../work/WorkQueue';
import { writeStatus } from '../work/writing';

/** Says how much of each quota is used. */
export class QuotaController {
  readonly #context: Context;
  readonly #quotas: ResourceClient<ResourceQuotaFields>;
  readonly #queue: WorkQueue;
  readonly #unsubscribe: () => void;

  private constructor(context: Context) {
    this.#context = context;
    this.#quotas = context.client.resource<ResourceQuotaFields>(
      'v1',
      'resourcequotas',
    );
    this.#queue = context.queue('resourcequota-controller', key =>
      this.#reconcile(key),
    );
    const { store } = context.cluster.registry;
    this.#unsubscribe = store.subscribe(event => this.#see(event));
  }

  static start(context: Context): QuotaController {
    const controller = new QuotaController(context);
    context.caches.quotas.on(({ object }) =>
      controller.#queue.add(keyOfObject(object)),
    );
    return controller;
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  /** Anything may be counted, but few changes change a count. */
  #see({ resource, object, previous, deleted }: StoreEvent): void {
    const quotas = this.#context.caches.quotas.inNamespace(namespaceOf(object));
    if (quotas.length === 0) {
      return;
    }
    if (
      deleted ||
      !previous ||
      (resource === '/pods' &&
        !equals(
          [...usageOf(resource, object)],
          [...usageOf(resource, previous)],
        ))
    ) {
      quotas.forEach(quota => this.#queue.add(keyOfObject(quota)));
    }
  }

  #reconcile(key: string): void {
    const quota = this.#context.caches.quotas.at(key);
    if (!quota) {
      return;
    }
    const hard = quota.spec?.hard ?? {};
    const usage = this.#usageIn(namespaceOf(quota));
    const used = Object.fromEntries(
      Object.entries(hard)
        .filter(([, limit]) => parseQuantity(limit) !== undefined)
        .map(([name, limit]) => [
          name,
          formatQuantity(usage.get(name) ?? 0, limit),
        ]),
    );
    writeStatus(this.#quotas, quota, { hard, used });
  }

  #usageIn(namespace: string): Map<string, number> {
    const { store, resources } = this.#context.cluster.registry;
    const sum = new Map<string, number>();
    for (const name of new Set(resources.all.map(storeName))) {
      for (const object of store.list(name, `${namespace}/`)) {
        usageOf(name, object).forEach((amount, what) =>
          sum.set(what, (sum.get(what) ?? 0) + amount),
        );
      }
    }
    return sum;
  }
}

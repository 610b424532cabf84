import { forbidden } from '../model/ApiError';
import { asObject, asObjects, at } from '../model/json';
import { KubeObject } from '../model/KubeObject';
import { formatQuantity, parseQuantity } from '../model/quantity';
import { Admission, AdmissionRequest } from '../registry/Admission';
import type { Registry } from '../registry/Registry';
import { storeName } from '../registry/Resource';

const COUNTED: Record<string, string> = {
  '/pods': 'pods',
  '/services': 'services',
  '/configmaps': 'configmaps',
  '/secrets': 'secrets',
  '/resourcequotas': 'resourcequotas',
};

/** What one object takes of each resource that a quota may bound. */
export function usageOf(
  store: string,
  object: KubeObject,
): Map<string, number> {
  const [group, plural] = store.split('/');
  const usage = new Map([
    [`count/${group ? `${plural}.${group}` : plural}`, 1],
  ]);
  if (store !== '/pods') {
    if (COUNTED[store]) {
      usage.set(COUNTED[store], 1);
    }
    return usage;
  }
  const phase = at(object, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') {
    return usage;
  }
  usage.set('pods', 1);
  for (const container of asObjects(at(object, 'spec', 'containers'))) {
    for (const kind of ['requests', 'limits']) {
      const amounts = asObject(at(container, 'resources', kind));
      for (const [name, amount] of Object.entries(amounts)) {
        const names = [
          `${kind}.${name}`,
          ...(kind === 'requests' ? [name] : []),
        ];
        for (const one of names) {
          usage.set(one, (usage.get(one) ?? 0) + (parseQuantity(amount) ?? 0));
        }
      }
    }
  }
  return usage;
}

/** Counts what there is whenever something comes, so nothing can slip by. */
export class QuotaAdmission implements Admission {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  validate({
    operation,
    resource,
    object,
    namespace,
    name,
  }: AdmissionRequest): void {
    if (operation !== 'CREATE' || !object || !resource.namespaced) {
      return;
    }
    const { store } = this.#registry;
    const quotas = store.list('/resourcequotas', `${namespace}/`);
    if (quotas.length === 0) {
      return;
    }
    const own = storeName(resource);
    const wanted = usageOf(own, object);
    const used = new Map<string, number>();
    for (const one of store.list(own, `${namespace}/`)) {
      usageOf(own, one).forEach((amount, key) =>
        used.set(key, (used.get(key) ?? 0) + amount),
      );
    }
    for (const quota of quotas) {
      const hard = asObject(at(quota, 'spec', 'hard'));
      const missing = Object.keys(hard).filter(
        key =>
          own === '/pods' &&
          /^(limits\.|requests\.)?(cpu|memory)$/.test(key) &&
          !wanted.has(key),
      );
      if (missing.length > 0) {
        throw forbidden(
          resource,
          name,
          `failed quota: ${quota.metadata.name}: must specify ${missing.join(
            ',',
          )}`,
        );
      }
      const over = Object.entries(hard).filter(([key, limit]) => {
        const asked = wanted.get(key) ?? 0;
        const total = (used.get(key) ?? 0) + asked;
        return asked > 0 && total > (parseQuantity(limit) ?? Infinity);
      });
      if (over.length > 0) {
        const list = (amountOf: (key: string, limit: unknown) => string) =>
          over
            .map(([key, limit]) => `${key}=${amountOf(key, limit)}`)
            .join(',');
        const asked = list(key => formatQuantity(wanted.get(key) ?? 0));
        const had = list(key => formatQuantity(used.get(key) ?? 0));
        throw forbidden(
          resource,
          name,
          `exceeded quota: ${
            quota.metadata.name
          }, requested: ${asked}, used: ${had}, limited: ${list((_, limit) =>
            String(limit),
          )}`,
        );
      }
    }
  }
}

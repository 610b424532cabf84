import { systemUser } from '../auth/User';
import { KubeObject, nameOf, namespaceOf } from '../model/KubeObject';
import { FOREGROUND, ORPHAN } from '../registry/deletion';
import { Registry } from '../registry/Registry';
import { keyOf, Resource, storeName } from '../registry/Resource';
import { Queue } from './Queue';

type Item = { resource: Resource; object: KubeObject };

/** Deletes what belongs to nobody any more, or sets it free where that was asked for. */
export class GarbageCollector {
  readonly #registry: Registry;
  /** Where each living object is, by its uid. */
  readonly #living = new Map<string, { resource: string; key: string }>();
  /** The uids of those that name an owner, by the owner's uid. */
  readonly #dependents = new Map<string, Set<string>>();
  readonly #queue = new Queue(uid => this.#collect(uid));

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  start(): () => void {
    const { store, resources } = this.#registry;
    for (const name of new Set(resources.all.map(storeName))) {
      for (const object of store.list(name)) {
        this.#see(name, keyOf(namespaceOf(object), nameOf(object)), object);
      }
    }
    const stop = store.subscribe(({ resource, key, object, deleted }) => {
      const { uid = '' } = object.metadata;
      if (!deleted) {
        this.#see(resource, key, object);
        return;
      }
      this.#living.delete(uid);
      for (const owner of object.metadata.ownerReferences ?? []) {
        this.#dependents.get(owner.uid)?.delete(uid);
        this.#queue.add(owner.uid);
      }
      this.#dependents.get(uid)?.forEach(one => this.#queue.add(one));
    });
    return () => {
      stop();
      this.#queue.stop();
    };
  }

  #see(resource: string, key: string, object: KubeObject): void {
    const { uid = '', ownerReferences = [], finalizers = [] } = object.metadata;
    this.#living.set(uid, { resource, key });
    for (const owner of ownerReferences) {
      const known = this.#dependents.get(owner.uid) ?? new Set();
      this.#dependents.set(owner.uid, known.add(uid));
    }
    const waits =
      object.metadata.deletionTimestamp &&
      (finalizers.includes(FOREGROUND) || finalizers.includes(ORPHAN));
    if (ownerReferences.length > 0 || waits) {
      this.#queue.add(uid);
    }
  }

  #find(uid: string): Item | undefined {
    const place = this.#living.get(uid);
    const object = place && this.#registry.store.get(place.resource, place.key);
    const resource =
      place &&
      this.#registry.resources.all.find(
        one => storeName(one) === place.resource,
      );
    return object && resource ? { resource, object } : undefined;
  }

  #collect(uid: string): void {
    const item = this.#find(uid);
    if (!item) {
      return;
    }
    const { metadata } = item.object;
    if (metadata.deletionTimestamp) {
      this.#finish(uid, item);
      return;
    }
    const owners = metadata.ownerReferences ?? [];
    const living = owners.filter(owner => this.#living.has(owner.uid));
    const going = living.filter(owner => {
      const found = this.#find(owner.uid)?.object.metadata;
      // Without the time, the finalizer says how it will go and not that it goes.
      return (
        found?.deletionTimestamp !== undefined &&
        found.finalizers?.includes(FOREGROUND)
      );
    });
    if (owners.length > 0 && living.length === going.length) {
      this.#delete(item, going.length > 0 ? 'Foreground' : 'Background');
    }
  }

  /** What a deletion that waits for its dependents still needs. */
  #finish(uid: string, item: Item): void {
    const { finalizers = [] } = item.object.metadata;
    const dependents = [...(this.#dependents.get(uid) ?? [])].flatMap(
      one => this.#find(one) ?? [],
    );
    if (finalizers.includes(ORPHAN)) {
      dependents.forEach(one =>
        this.#put(one, {
          ownerReferences: one.object.metadata.ownerReferences?.filter(
            owner => owner.uid !== uid,
          ),
        }),
      );
      this.#release(item, ORPHAN);
    } else if (finalizers.includes(FOREGROUND)) {
      if (dependents.length === 0) {
        this.#release(item, FOREGROUND);
      }
      for (const one of dependents) {
        if (!one.object.metadata.deletionTimestamp) {
          this.#delete(one, 'Foreground');
        }
      }
    }
  }

  #release(item: Item, finalizer: string): void {
    this.#put(item, {
      finalizers: item.object.metadata.finalizers?.filter(
        name => name !== finalizer,
      ),
    });
  }

  #put({ resource, object }: Item, change: Partial<KubeObject['metadata']>) {
    const metadata = { ...object.metadata, ...change };
    this.#registry.update(
      resource,
      { namespace: namespaceOf(object), name: nameOf(object) },
      { ...structuredClone(object), metadata: structuredClone(metadata) },
      { user: systemUser('controller'), manager: 'kube-controller-manager' },
    );
  }

  #delete(
    { resource, object }: Item,
    propagationPolicy: 'Background' | 'Foreground',
  ): void {
    this.#registry.delete(
      resource,
      { namespace: namespaceOf(object), name: nameOf(object) },
      { user: systemUser('controller'), propagationPolicy },
    );
  }
}

import type { Found, ResourceClient } from '../../client/Client';
import type { InformerEvent } from '../../client/Informer';
import { nameOf, namespaceOf } from '../../model/KubeObject';
import { keyOf } from '../../registry/Resource';
import { controllerOf } from './ownership';

type Listener<T> = (event: InformerEvent<Found<T>>) => void;

/** Objects by a group that they are in, and there by their key. */
class Groups<T> {
  readonly #groups = new Map<string, Map<string, T>>();

  set(group: string, key: string, object: T): void {
    const found = this.#groups.get(group);
    if (found) {
      found.set(key, object);
    } else {
      this.#groups.set(group, new Map([[key, object]]));
    }
  }

  delete(group: string, key: string): void {
    const found = this.#groups.get(group);
    found?.delete(key);
    if (found?.size === 0) {
      this.#groups.delete(group);
    }
  }

  in(group: string): T[] {
    return [...(this.#groups.get(group)?.values() ?? [])];
  }
}

/**
 * All objects of a resource, by namespace and by who controls them. It has what
 * a controller wrote as soon as the write returns, so nobody makes a thing twice
 * because its first one is not seen yet. Listeners are called in the middle of
 * the write: they add to queues and do nothing else.
 */
export class Cache<T> {
  readonly #objects = new Map<string, Found<T>>();
  readonly #namespaces = new Groups<Found<T>>();
  readonly #owners = new Groups<Found<T>>();
  readonly #listeners = new Set<Listener<T>>();
  readonly #stop: () => void;

  constructor(resource: ResourceClient<T>) {
    this.#stop = resource.watch({}, event => {
      if (event.type === 'SYNCED') {
        return;
      }
      // The resource client reads its own kind: see Client.resource.
      const object = event.object as Found<T>;
      this.#take(object, event.type === 'DELETED');
    });
  }

  get(namespace: string, name: string): Found<T> | undefined {
    return this.#objects.get(keyOf(namespace, name));
  }

  /** By `namespace/name`, as the queues have it. */
  at(key: string): Found<T> | undefined {
    return this.#objects.get(key);
  }

  list(): Found<T>[] {
    return [...this.#objects.values()];
  }

  inNamespace(namespace: string): Found<T>[] {
    return this.#namespaces.in(namespace);
  }

  ownedBy(uid: string | undefined): Found<T>[] {
    return uid ? this.#owners.in(uid) : [];
  }

  /** Tells of what is there already too. */
  on(listener: Listener<T>): () => void {
    this.#listeners.add(listener);
    this.list().forEach(object => listener({ type: 'added', object }));
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.#stop();
    this.#listeners.clear();
  }

  #take(object: Found<T>, isDeleted: boolean): void {
    const namespace = namespaceOf(object);
    const key = keyOf(namespace, nameOf(object));
    const previous = this.#objects.get(key);
    const owner = controllerOf(object)?.uid;
    const previousOwner = previous && controllerOf(previous)?.uid;
    if (previousOwner && (isDeleted || previousOwner !== owner)) {
      this.#owners.delete(previousOwner, key);
    }
    if (isDeleted) {
      this.#objects.delete(key);
      this.#namespaces.delete(namespace, key);
      this.#tell({ type: 'deleted', object });
      return;
    }
    this.#objects.set(key, object);
    this.#namespaces.set(namespace, key, object);
    if (owner) {
      this.#owners.set(owner, key, object);
    }
    this.#tell(
      previous
        ? { type: 'updated', object, previous }
        : { type: 'added', object },
    );
  }

  #tell(event: InformerEvent<Found<T>>): void {
    this.#listeners.forEach(listener => listener(event));
  }
}

import { KubeObject, nameOf, namespaceOf } from '../model/KubeObject';
import { keyOf } from '../registry/Resource';
import { WatchEvent } from '../registry/watching';

export type InformerEvent<T> =
  | { type: 'added' | 'deleted'; object: T }
  | { type: 'updated'; object: T; previous: T };

type Watch = (listener: (event: WatchEvent) => void) => () => void;

/**
 * What a watch showed, kept by namespace and name. It is up to date whenever
 * a listener is called, and those are called after the write is complete.
 */
export class Informer<T extends KubeObject> {
  readonly #watch: Watch;
  readonly #read: (object: KubeObject) => T;
  readonly #objects = new Map<string, T>();
  readonly #listeners = new Set<(event: InformerEvent<T>) => void>();
  #pending: InformerEvent<T>[] = [];
  #stop: (() => void) | undefined;

  constructor(watch: Watch, read: (object: KubeObject) => T) {
    this.#watch = watch;
    this.#read = read;
  }

  on(listener: (event: InformerEvent<T>) => void): this {
    this.#listeners.add(listener);
    return this;
  }

  start(): this {
    this.#stop ??= this.#watch(event => this.#take(event));
    return this;
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#listeners.clear();
  }

  get(namespace: string, name: string): T | undefined {
    return this.#objects.get(keyOf(namespace, name));
  }

  list(): T[] {
    return [...this.#objects.values()];
  }

  #take(event: WatchEvent): void {
    if (event.type === 'SYNCED') {
      return;
    }
    const object = this.#read(event.object);
    const key = keyOf(namespaceOf(object), nameOf(object));
    const previous = this.#objects.get(key);
    if (event.type === 'DELETED') {
      this.#objects.delete(key);
      this.#queue({ type: 'deleted', object });
    } else {
      this.#objects.set(key, object);
      this.#queue(
        previous
          ? { type: 'updated', object, previous }
          : { type: 'added', object },
      );
    }
  }

  /** A listener that writes must not come between a write and its answer. */
  #queue(event: InformerEvent<T>): void {
    this.#pending.push(event);
    if (this.#pending.length === 1) {
      setImmediate(() => {
        const events = this.#pending;
        this.#pending = [];
        for (const one of events) {
          this.#listeners.forEach(listener => listener(one));
        }
      });
    }
  }
}

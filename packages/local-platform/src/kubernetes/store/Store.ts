import { expired } from '../model/ApiError';
import { KubeObject } from '../model/KubeObject';
import { ChangeLog, Change } from './ChangeLog';
import { History, StoreEvent } from './History';

export type StoreOptions = {
  folder: string;
  /** How many changes a watch can go back. */
  history?: number;
  /** How large the log may become before a snapshot replaces it. */
  maxLogBytes?: number;
};

type Listener = (event: StoreEvent) => void;

const HISTORY = 10_000;
const MAX_LOG_BYTES = 32 * 1024 * 1024;

/** The objects of one resource by `namespace/name`, and their keys in order. */
class Table {
  readonly objects = new Map<string, KubeObject>();
  #sorted: string[] | undefined;

  set(key: string, object: KubeObject): void {
    if (!this.objects.has(key)) {
      this.#sorted = undefined;
    }
    this.objects.set(key, object);
  }

  delete(key: string): void {
    this.objects.delete(key);
    this.#sorted = undefined;
  }

  get keys(): string[] {
    this.#sorted ??= [...this.objects.keys()].sort();
    return this.#sorted;
  }
}

/**
 * All objects of one cluster, with one counter of revisions: each change has
 * the next, and everybody sees changes in its order. All methods are
 * synchronous, so a reader who then writes cannot be overtaken.
 */
export class Store {
  readonly #log: ChangeLog;
  readonly #maxLogBytes: number;
  readonly #tables = new Map<string, Table>();
  readonly #listeners = new Set<Listener>();
  readonly #history: History;
  #revision: number;

  private constructor(options: StoreOptions) {
    const { log, snapshot, changes, revision } = ChangeLog.open(options.folder);
    this.#log = log;
    this.#maxLogBytes = options.maxLogBytes ?? MAX_LOG_BYTES;
    this.#history = new History(options.history ?? HISTORY, revision);
    for (const { resource, key, object } of snapshot) {
      if (object) {
        this.#table(resource).set(key, object);
      }
    }
    this.#revision = revision;
    changes.forEach(change => this.#apply(change));
  }

  static open(options: StoreOptions): Store {
    return new Store(options);
  }

  get revision(): number {
    return this.#revision;
  }

  /** The revision before which no watch and no exact list can begin. */
  get compacted(): number {
    return this.#history.forgotten;
  }

  get(resource: string, key: string): KubeObject | undefined {
    return this.#tables.get(resource)?.objects.get(key);
  }

  /** The objects of a resource whose keys begin with a prefix, in their order. */
  list(resource: string, prefix = ''): KubeObject[] {
    const table = this.#tables.get(resource);
    return (table?.keys ?? []).flatMap(key => {
      const object = key.startsWith(prefix)
        ? table?.objects.get(key)
        : undefined;
      return object ? [object] : [];
    });
  }

  /** What {@link list} answered at an earlier revision, by key. */
  listAt(
    revision: number,
    resource: string,
    prefix = '',
  ): Map<string, KubeObject> {
    if (revision < this.compacted) {
      throw expired(
        `The resourceVersion for the provided list is too old: ${revision} (${this.compacted})`,
      );
    }
    const objects = new Map(
      [...(this.#tables.get(resource)?.objects ?? [])].filter(([key]) =>
        key.startsWith(prefix),
      ),
    );
    for (const event of this.#history.since(revision).reverse()) {
      if (event.resource === resource && event.key.startsWith(prefix)) {
        if (event.previous) {
          objects.set(event.key, event.previous);
        } else {
          objects.delete(event.key);
        }
      }
    }
    return new Map([...objects].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Stores an object; what is returned has its revision. */
  put(resource: string, key: string, object: KubeObject): KubeObject {
    const revision = this.#revision + 1;
    const stored = withRevision(object, revision);
    this.#write({ revision, resource, key, object: stored });
    return stored;
  }

  /** Removes an object; what is returned has the revision of that. */
  delete(resource: string, key: string): KubeObject | undefined {
    const current = this.get(resource, key);
    if (!current) {
      return undefined;
    }
    const revision = this.#revision + 1;
    this.#write({ revision, resource, key });
    return withRevision(current, revision);
  }

  /** The changes after a revision that are still known; 410 where some are not. */
  since(revision: number): StoreEvent[] {
    if (revision < this.compacted) {
      throw expired(
        `too old resource version: ${revision} (${this.compacted})`,
      );
    }
    return this.#history.since(revision);
  }

  /** Tells of every change from now on; returns how to stop that. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets all history: watches from before are answered with 410. */
  compact(): void {
    this.#history.keep(0);
    this.#log.startOver(this.#revision, this.#snapshot());
  }

  close(): void {
    this.#listeners.clear();
    this.#log.close();
  }

  #write(change: Change): void {
    this.#log.append(change);
    const event = this.#apply(change);
    if (this.#log.bytes > this.#maxLogBytes) {
      this.#log.startOver(this.#revision, this.#snapshot());
    }
    for (const listener of this.#listeners) {
      listener(event);
    }
  }

  #apply({ revision, resource, key, object }: Change): StoreEvent {
    const table = this.#table(resource);
    const previous = table.objects.get(key);
    if (object) {
      table.set(key, object);
    } else {
      table.delete(key);
    }
    const shown = object ?? (previous && withRevision(previous, revision));
    if (!shown) {
      throw new Error(`The log deletes ${resource} ${key}, which is not there`);
    }
    const event: StoreEvent = {
      revision,
      resource,
      key,
      object: shown,
      previous,
      deleted: !object,
    };
    this.#revision = revision;
    this.#history.add(event);
    return event;
  }

  *#snapshot(): Iterable<Change> {
    for (const [resource, table] of this.#tables) {
      for (const [key, object] of table.objects) {
        yield { revision: this.#revision, resource, key, object };
      }
    }
  }

  #table(resource: string): Table {
    const found = this.#tables.get(resource) ?? new Table();
    this.#tables.set(resource, found);
    return found;
  }
}

function withRevision(object: KubeObject, revision: number): KubeObject {
  return {
    ...object,
    metadata: { ...object.metadata, resourceVersion: String(revision) },
  };
}

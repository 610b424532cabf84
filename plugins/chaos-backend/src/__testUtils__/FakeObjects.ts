import { randomUUID } from 'node:crypto';
import { type Response } from 'express';

export type FakeObject = {
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string | null>;
    ownerReferences?: object[];
  };
  data?: Record<string, string>;
  [field: string]: unknown;
};

/** The objects of a cluster by where they are, and who is told of their changes. */
export class FakeObjects {
  readonly #collections = new Map<string, Map<string, FakeObject>>();
  readonly #watchers = new Map<Response, string>();
  /** What went, for those who listed before and watch only now. */
  readonly #gone: { path: string; version: number; object: FakeObject }[] = [];
  #version = 1;

  /** Of the last change. */
  get version(): number {
    return this.#version;
  }

  get(path: string, key: string): FakeObject | undefined {
    return this.#collections.get(path)?.get(key);
  }

  /** Those of a path by their keys, as they are now. */
  entries(path: string): [string, FakeObject][] {
    return [...(this.#collections.get(path) ?? [])];
  }

  list(path: string): FakeObject[] {
    return this.entries(path).map(([, object]) => object);
  }

  paths(): string[] {
    return [...this.#collections.keys()];
  }

  /** As if it had never been there: nobody is told. */
  forget(path: string, key: string): void {
    this.#collections.get(path)?.delete(key);
  }

  /** Tells of all changes of a path since one, and from now on. */
  watch(path: string, version: number, watcher: Response): void {
    this.#tellSince(path, version, watcher);
    this.#watchers.set(watcher, path);
    watcher.on('close', () => this.#watchers.delete(watcher));
  }

  /** Ends what everybody watches. */
  cutOff(): void {
    for (const watcher of this.#watchers.keys()) {
      watcher.destroy();
    }
  }

  put(path: string, object: FakeObject): FakeObject {
    this.#version += 1;
    const objects = this.#collections.get(path) ?? new Map();
    this.#collections.set(path, objects);
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    const type = objects.has(key) ? 'MODIFIED' : 'ADDED';
    const stored = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: `${this.#version}` },
    };
    objects.set(key, stored);
    this.#tell(path, type, stored);
    return stored;
  }

  letGo(path: string, key: string, object: FakeObject): void {
    this.#collections.get(path)?.delete(key);
    this.#version += 1;
    this.#gone.push({ path, version: this.#version, object });
    this.#tell(path, 'DELETED', object);
  }

  metadata(name: string, namespace?: string): FakeObject['metadata'] {
    return {
      name,
      ...(namespace ? { namespace } : {}),
      uid: randomUUID(),
      resourceVersion: '',
      creationTimestamp: new Date().toISOString(),
    };
  }

  #tell(path: string, type: string, object: FakeObject): void {
    for (const [watcher, watched] of this.#watchers) {
      if (watched === path) {
        watcher.write(`${JSON.stringify({ type, object })}\n`);
      }
    }
  }

  /** Changes of before a watch began are told at its beginning. */
  #tellSince(path: string, since: number, watcher: Response): void {
    const told = [
      ...[...(this.#collections.get(path)?.values() ?? [])].map(object => ({
        type: 'MODIFIED',
        version: Number(object.metadata.resourceVersion),
        object,
      })),
      ...this.#gone
        .filter(each => each.path === path)
        .map(({ version, object }) => ({ type: 'DELETED', version, object })),
    ]
      .filter(({ version }) => version > since)
      .sort((one, other) => one.version - other.version);
    for (const { type, object } of told) {
      watcher.write(`${JSON.stringify({ type, object })}\n`);
    }
  }
}

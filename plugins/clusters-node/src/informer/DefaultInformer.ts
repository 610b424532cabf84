import { toError } from '@backstage/errors';
import { orAborted } from '@shop-platform/backstage-plugin-platform-node';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { ClusterRefusedError, ClusterUnavailableError } from '../http/errors';
import {
  type Informer,
  type InformerEvent,
  type RequestOptions,
} from '../types';
import { readLines } from './readLines';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** The server ends a watch after this long; the next one goes on where it ended. */
const WATCH_SECONDS = 240;
/** Servers send a bookmark each minute, so that one that says nothing is gone. */
const SILENCE_MS = 90_000;

const GONE = 410;

const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']),
    object: z.looseObject({ metadata: z.unknown() }),
  }),
  z.object({
    type: z.literal('ERROR'),
    object: z.looseObject({
      code: z.number().default(0),
      message: z.string().default(''),
    }),
  }),
]);

const identitySchema = z.object({
  metadata: z.object({
    // A bookmark has none.
    name: z.string().default(''),
    namespace: z.string().default(''),
    resourceVersion: z.string().default(''),
  }),
});

export type InformerOptions<T> = {
  parse(value: unknown): T;
  list(signal: AbortSignal): Promise<{ items: T[]; resourceVersion: string }>;
  watch(
    resourceVersion: string,
    timeoutSeconds: number,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
};

/** The history that the watch wants to go on from is no longer kept. */
class CompactedError extends Error {}

/**
 * Lists once and then watches. A watch that ends is taken up where it was; after
 * a gap that the server cannot fill, everything is listed again.
 */
export class DefaultInformer<T> implements Informer<T> {
  readonly #options: InformerOptions<T>;
  readonly #stopping = new AbortController();
  readonly #listeners = new Set<(event: InformerEvent<T>) => void>();
  readonly #firstSync: Promise<void>;
  #settleFirstSync: (error?: Error) => void = () => {};
  #objects = new Map<string, T>();
  /** Up to where the cluster was heard; undefined when all has to be listed. */
  #version: string | undefined;
  #synced = false;
  #silence: { since: Date; reason: string } | undefined;

  constructor(options: InformerOptions<T>) {
    this.#options = options;
    this.#firstSync = new Promise((fulfil, reject) => {
      this.#settleFirstSync = error => (error ? reject(error) : fulfil());
    });
    // Who waits hears of the end; nobody else has to.
    this.#firstSync.catch(() => undefined);
    void this.#run();
  }

  items(): T[] {
    return [...this.#objects.values()];
  }

  get synced(): boolean {
    return this.#synced;
  }

  get silentSince(): Date | undefined {
    return this.#silence?.since;
  }

  get reason(): string | undefined {
    return this.#silence?.reason;
  }

  onChange(listener: (event: InformerEvent<T>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async waitUntilSynced({ signal }: RequestOptions = {}): Promise<void> {
    await (signal ? orAborted(this.#firstSync, signal) : this.#firstSync);
  }

  stop(): void {
    this.#stopping.abort();
    this.#listeners.clear();
    this.#settleFirstSync(new Error('The informer was stopped'));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      try {
        this.#version ??= await this.#list();
        await this.#watch(this.#version);
        failures = 0;
      } catch (error) {
        if (error instanceof CompactedError) {
          this.#version = undefined;
        } else if (!signal.aborted) {
          failures += 1;
          this.#fallSilent(error);
          await pause(failures, signal);
        }
      }
    }
  }

  async #list(): Promise<string> {
    const { items, resourceVersion } = await this.#options.list(
      this.#within(SILENCE_MS).signal,
    );
    const before = this.#objects;
    this.#objects = new Map(items.map(item => [keyOf(item), item]));
    this.#hear();
    this.#synced = true;
    this.#settleFirstSync();
    for (const [key, object] of this.#objects) {
      const known = before.get(key);
      if (known === undefined || versionOf(known) !== versionOf(object)) {
        this.#tell({ type: known ? 'modified' : 'added', object });
      }
    }
    for (const [key, object] of before) {
      if (!this.#objects.has(key)) {
        this.#tell({ type: 'deleted', object });
      }
    }
    return resourceVersion;
  }

  /**
   * Follows until the server ends the watch. One that breaks off is no failure
   * yet: the next one goes on where it was, and fails if the cluster is away.
   */
  async #watch(from: string): Promise<void> {
    const { signal, renew } = this.#within(SILENCE_MS);
    const stream = await this.#options
      .watch(from, WATCH_SECONDS, signal)
      .catch((error: unknown) => {
        throw isGone(error) ? new CompactedError() : error;
      });
    this.#hear();
    const began = Date.now();
    try {
      for await (const line of readLines(stream)) {
        renew();
        this.#take(eventSchema.parse(JSON.parse(line)));
      }
    } catch (error) {
      signal.throwIfAborted();
      // A server that breaks off at once would be asked without a pause.
      if (!isBroken(error) || Date.now() - began < FIRST_PAUSE_MS) {
        throw error;
      }
    }
  }

  #take(event: z.infer<typeof eventSchema>): void {
    if (event.type === 'ERROR') {
      throw event.object.code === GONE
        ? new CompactedError()
        : new Error(event.object.message);
    }
    this.#version = identitySchema.parse(event.object).metadata.resourceVersion;
    if (event.type !== 'BOOKMARK') {
      const object = this.#options.parse(event.object);
      const key = keyOf(object);
      const known = this.#objects.has(key);
      if (event.type === 'DELETED') {
        this.#objects.delete(key);
        this.#tell({ type: 'deleted', object });
      } else {
        this.#objects.set(key, object);
        this.#tell({ type: known ? 'modified' : 'added', object });
      }
    }
  }

  #tell(event: InformerEvent<T>): void {
    for (const listener of this.#listeners) {
      listener(event);
    }
  }

  #hear(): void {
    this.#silence = undefined;
  }

  #fallSilent(error: unknown): void {
    this.#silence = {
      since: this.#silence?.since ?? new Date(),
      reason:
        error instanceof ClusterUnavailableError
          ? error.reason
          : toError(error).message,
    };
  }

  /** A signal that ends with the informer, or when it was not renewed for so long. */
  #within(milliseconds: number): { signal: AbortSignal; renew: () => void } {
    const silence = new AbortController();
    const timer = setTimeout(
      () => silence.abort(new Error('nothing was heard of it')),
      milliseconds,
    ).unref();
    return {
      signal: AbortSignal.any([silence.signal, this.#stopping.signal]),
      renew: () => timer.refresh(),
    };
  }
}

/** Whether the connection broke, and not what came over it. */
function isBroken(error: unknown): boolean {
  return String(toError(error).code).startsWith('UND_ERR_');
}

function isGone(error: unknown): boolean {
  return error instanceof ClusterRefusedError && error.code === GONE;
}

function keyOf(object: unknown): string {
  const { namespace, name } = identitySchema.parse(object).metadata;
  return `${namespace}/${name}`;
}

function versionOf(object: unknown): string {
  return identitySchema.parse(object).metadata.resourceVersion;
}

async function pause(failures: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(
    FIRST_PAUSE_MS * 2 ** (failures - 1),
    LONGEST_PAUSE_MS,
  );
  // Spread, so that many informers do not come back at the same moment.
  const milliseconds = longest * (0.5 + Math.random() / 2);
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

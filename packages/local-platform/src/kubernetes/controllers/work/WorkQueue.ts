import { Clock } from './Clock';

const FIRST_BACKOFF_MS = 5;
const LONGEST_BACKOFF_MS = 60_000;

export type WorkQueueOptions = {
  /** Who works, for the log. */
  name: string;
  clock: Clock;
  /** Brings the world of one key to what is wanted; throws where it could not. */
  reconcile(key: string): void;
  log(line: string): void;
};

type Delay = { due: number; cancel(): void };

/**
 * Reconciles keys one after the other: each once however often it was added
 * meanwhile, after those who added it are done, and again later where it threw.
 * Between two keys other work of the process gets its turn.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #keys = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #delays = new Map<string, Delay>();
  #immediate: NodeJS.Immediate | undefined;
  #isStopped = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  add(key: string): void {
    if (!this.#isStopped) {
      this.#keys.add(key);
      this.#immediate ??= setImmediate(() => this.#runNext());
    }
  }

  /** Adds the key when its time has come; the earliest of several times counts. */
  addAfter(key: string, milliseconds: number): void {
    const { clock } = this.#options;
    const due = clock.now() + Math.max(0, milliseconds);
    const known = this.#delays.get(key);
    if (this.#isStopped || (known && known.due <= due)) {
      return;
    }
    known?.cancel();
    const cancel = clock.after(due - clock.now(), () => {
      this.#delays.delete(key);
      this.add(key);
    });
    this.#delays.set(key, { due, cancel });
  }

  stop(): void {
    this.#isStopped = true;
    clearImmediate(this.#immediate);
    this.#delays.forEach(delay => delay.cancel());
    this.#delays.clear();
    this.#keys.clear();
  }

  #runNext(): void {
    this.#immediate = undefined;
    const [key] = this.#keys;
    if (key === undefined) {
      return;
    }
    this.#keys.delete(key);
    this.#run(key);
    if (this.#keys.size > 0 && !this.#isStopped) {
      this.#immediate ??= setImmediate(() => this.#runNext());
    }
  }

  #run(key: string): void {
    const { name, reconcile, log } = this.#options;
    try {
      reconcile(key);
      this.#failures.delete(key);
    } catch (error) {
      const failures = this.#failures.get(key) ?? 0;
      this.#failures.set(key, failures + 1);
      const why = error instanceof Error ? error.message : String(error);
      log(`${name}: ${key}: ${why}`);
      const backoff = FIRST_BACKOFF_MS * 2 ** Math.min(failures, 20);
      this.addAfter(key, Math.min(backoff, LONGEST_BACKOFF_MS));
    }
  }
}

import { toError } from '@backstage/errors';
import { orAborted } from '@shop-platform/backstage-plugin-platform-node';
import { type Reading } from '@shop-platform/backstage-plugin-regions-common';
import { AbsentError, SilentError } from './errors';

/** What did not answer may be back sooner than the next regular read. */
const RETRY_MS = 2_000;

export type RefresherOptions<T> = {
  /** Reads once, and rejects when there was no answer. */
  read(signal: AbortSignal): Promise<T>;
  /** The pause between two reads. */
  intervalMs: number;
  /** How long one read may take, whatever it does. */
  timeoutMs: number;
};

/**
 * Reads again and again in the background, and has the last reading at hand: who
 * asks for it never waits for the source.
 */
export class Refresher<T> {
  readonly #options: RefresherOptions<T>;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #reading: Reading<T> = {
    state: 'unknown',
    since: new Date().toISOString(),
    reason: 'has not answered yet',
  };

  private constructor(options: RefresherOptions<T>) {
    this.#options = options;
  }

  static start<T>(options: RefresherOptions<T>): Refresher<T> {
    const refresher = new Refresher(options);
    void refresher.#run();
    return refresher;
  }

  get reading(): Reading<T> {
    return this.#reading;
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    const reading = await this.#read();
    if (!this.#stopping.signal.aborted) {
      const { intervalMs } = this.#options;
      this.#reading = reading;
      this.#timer = setTimeout(
        () => void this.#run(),
        reading.state === 'unknown'
          ? Math.min(intervalMs, RETRY_MS)
          : intervalMs,
      ).unref();
    }
  }

  async #read(): Promise<Reading<T>> {
    const { timeoutMs } = this.#options;
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    ).unref();
    const signal = AbortSignal.any([late.signal, this.#stopping.signal]);
    try {
      const value = await orAborted(this.#options.read(signal), signal);
      return { state: 'known', at: new Date().toISOString(), value };
    } catch (error) {
      return this.#explain(late.signal.aborted ? late.signal.reason : error);
    } finally {
      clearTimeout(timer);
    }
  }

  #explain(error: unknown): Reading<T> {
    if (error instanceof AbsentError) {
      return { state: 'absent', reason: error.message };
    }
    const since =
      this.#reading.state === 'unknown'
        ? this.#reading.since
        : new Date().toISOString();
    return {
      state: 'unknown',
      since: error instanceof SilentError ? error.since.toISOString() : since,
      reason: describe(toError(error)),
    };
  }
}

/** `fetch failed` says nothing; its cause does. */
function describe(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : undefined;
  return cause?.message || error.message || error.name;
}

import { toError } from '@backstage/errors';
import { type AsyncState } from '../model/asyncState';
import { isRetryable } from './errors';
import { VisibleTimer } from './VisibleTimer';

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

/**
 * Loads one value, keeps it fresh and tells every state on the way. At most
 * one load is under way at a time.
 */
export class AsyncLoader<T> {
  readonly #load: (signal: AbortSignal) => Promise<T>;
  readonly #onState: (state: AsyncState<T>) => void;
  readonly #timer = new VisibleTimer();
  #state: AsyncState<T> = { status: 'loading' };
  #underWay: AbortController | undefined;
  #refreshIntervalMs: number | undefined;
  #failures = 0;
  #again = false;
  #stopped = false;

  constructor(
    load: (signal: AbortSignal) => Promise<T>,
    onState: (state: AsyncState<T>) => void,
  ) {
    this.#load = load;
    this.#onState = onState;
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer.cancel();
    this.#underWay?.abort();
  }

  setRefreshInterval(intervalMs: number | undefined): void {
    this.#refreshIntervalMs = intervalMs;
    if (!this.#underWay && this.#failures === 0) {
      this.#scheduleNext();
    }
  }

  refresh(): void {
    if (this.#underWay) {
      // What is on its way may be older than the reason to ask again.
      this.#again = true;
      return;
    }
    if (this.#state.status === 'error') {
      this.#tell({ status: 'loading' });
    }
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#stopped) {
      return;
    }
    const begun = new Date();
    const underWay = new AbortController();
    this.#underWay = underWay;
    this.#timer.cancel();
    if (this.#state.status === 'ready') {
      this.#tell({ ...this.#state, refreshing: true });
    }
    try {
      const value = await this.#load(underWay.signal);
      this.#finish(underWay, () => {
        this.#failures = 0;
        this.#tell({ status: 'ready', value, asOf: begun, refreshing: false });
        this.#scheduleNext();
      });
    } catch (cause) {
      this.#finish(underWay, () => this.#fail(toError(cause)));
    }
  }

  #finish(underWay: AbortController, apply: () => void): void {
    if (underWay.signal.aborted) {
      return;
    }
    this.#underWay = undefined;
    apply();
    if (this.#again) {
      this.#again = false;
      void this.#run();
    }
  }

  #fail(error: Error): void {
    this.#failures += 1;
    this.#tell(
      this.#state.status === 'ready'
        ? { ...this.#state, refreshing: false, stale: error }
        : { status: 'error', error },
    );
    if (isRetryable(error)) {
      const delay = FIRST_RETRY_MS * 2 ** (this.#failures - 1);
      this.#schedule(Math.min(delay, LONGEST_RETRY_MS));
    }
  }

  #scheduleNext(): void {
    if (this.#refreshIntervalMs === undefined) {
      this.#timer.cancel();
    } else {
      this.#schedule(this.#refreshIntervalMs);
    }
  }

  #schedule(delayMs: number): void {
    this.#timer.schedule(delayMs, () => void this.#run());
  }

  #tell(state: AsyncState<T>): void {
    this.#state = state;
    this.#onState(state);
  }
}

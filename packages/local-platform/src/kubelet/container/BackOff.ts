import { Timings } from '../types';

/** How long a container waits before it starts again: not at all the first time, then longer and longer. */
export class BackOff {
  readonly #timings: Timings;
  #ends = 0;

  constructor(timings: Timings) {
    this.#timings = timings;
  }

  /** It begins anew: the next end is the first. */
  reset(): void {
    this.#ends = 0;
  }

  /** @param ranMs - how long it ran before it ended */
  next(ranMs: number): number {
    const { backOffMs, maxBackOffMs, recoveredAfterMs } = this.#timings;
    if (ranMs >= recoveredAfterMs) {
      this.#ends = 0;
    }
    this.#ends += 1;
    return this.#ends === 1
      ? 0
      : Math.min(backOffMs * 2 ** (this.#ends - 2), maxBackOffMs);
  }
}

/** As a kubelet writes it: `1m20s`. */
export function describeDelay(ms: number): string {
  const seconds = ms / 1000;
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}

import { Clock } from '../work/Clock';

type Timer = { due: number; callback(): void };

/** Stands still until a test moves it. */
export class TestClock implements Clock {
  readonly #timers = new Set<Timer>();
  #now = Date.now();

  now(): number {
    return this.#now;
  }

  uptime(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /**
   * Moves to the next time at which something is due, and lets it happen; to
   * the end where nothing is due before.
   * @returns whether the end is reached
   */
  step(end: number): boolean {
    const [next] = [...this.#timers]
      .filter(({ due }) => due <= end)
      .sort((a, b) => a.due - b.due);
    if (!next) {
      this.#now = end;
      return true;
    }
    this.#timers.delete(next);
    this.#now = Math.max(this.#now, next.due);
    next.callback();
    return false;
  }
}

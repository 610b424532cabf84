import { Clock } from '../work/Clock';

type Timer = { due: number; callback(): void };

/** Stands still until a test moves it. */
export class TestClock implements Clock {
  readonly #timers = new Set<Timer>();
  #now = Date.now();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets what becomes due meanwhile happen at its time. */
  advance(seconds: number): void {
    const end = this.#now + seconds * 1000;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(({ due }) => due <= end)
        .sort((a, b) => a.due - b.due);
      if (!next) {
        break;
      }
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.callback();
    }
    this.#now = end;
  }

  /** To the given second of the next minute that is after now. */
  advanceTo(time: number): void {
    this.advance((time - this.#now) / 1000);
  }
}

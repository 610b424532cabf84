/** What nobody asked about for so long is forgotten. */
const FORGET_MS = 60 * 60_000;

export type SteadyTimeOptions = {
  /** Milliseconds since 1970, which somebody may set. */
  now(): number;
  /** Milliseconds since any moment, which nobody can set. */
  elapsed?(): number;
};

/**
 * Time for what must not end early, nor live for ever, when the clock of the
 * machine is set meanwhile: the clock's as it was when something was first asked
 * about, and from then on only what really passed.
 */
export class SteadyTime {
  readonly #now: () => number;
  readonly #elapsed: () => number;
  readonly #known = new Map<
    string,
    { wall: number; from: number; asked: number }
  >();

  constructor({ now, elapsed = () => performance.now() }: SteadyTimeOptions) {
    this.#now = now;
    this.#elapsed = elapsed;
  }

  /** What time it is for something; milliseconds since 1970. */
  of(key: string): number {
    return this.#ask(key).wall + this.since(key);
  }

  /** How long ago something was first asked about, in milliseconds. */
  since(key: string): number {
    return this.#elapsed() - this.#ask(key).from;
  }

  /** Keeps that something was there now. */
  see(key: string): void {
    this.#ask(key);
  }

  /** Whether something was asked about before. */
  hasSeen(key: string): boolean {
    return this.#known.has(key);
  }

  #ask(key: string) {
    const at = this.#elapsed();
    const known = this.#known.get(key) ?? {
      wall: this.#now(),
      from: at,
      asked: at,
    };
    if (!this.#known.has(key)) {
      this.#forget(at);
    }
    known.asked = at;
    this.#known.set(key, known);
    return known;
  }

  #forget(at: number): void {
    for (const [key, { asked }] of this.#known) {
      if (at - asked > FORGET_MS) {
        this.#known.delete(key);
      }
    }
  }
}

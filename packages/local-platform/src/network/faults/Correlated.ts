/** Random numbers from 0 to 1, each of which resembles the one before, as those of netem do. */
export class Correlated {
  readonly #share: number;
  readonly #random: () => number;
  #last: number;

  /** @param share - from 0, for numbers that do not resemble, to 1 */
  constructor(share: number, random: () => number) {
    this.#share = Math.min(1, Math.max(0, share));
    this.#random = random;
    this.#last = random();
  }

  next(): number {
    this.#last = this.#share * this.#last + (1 - this.#share) * this.#random();
    return this.#last;
  }
}

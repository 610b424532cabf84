/** Pseudo-random numbers that a seed repeats (xorshift128, 32 bits). Not for secrets. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    // Spread a small seed over the whole state, which must not be zero.
    let mixed = seed | 0;
    const next = () => {
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) + 0x9e3779b9;
      return (mixed ^ (mixed >>> 13)) | 1;
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next();
    for (let round = 0; round < 16; round += 1) {
      this.uint32();
    }
  }

  uint32(): number {
    let t = this.#d;
    const s = this.#a;
    this.#d = this.#c;
    this.#c = this.#b;
    this.#b = s;
    t ^= t << 11;
    t ^= t >>> 8;
    this.#a = t ^ s ^ (s >>> 19);
    return this.#a >>> 0;
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A duration around a median, with the long tail that latencies have. */
  latency(median: number): number {
    const normal =
      Math.sqrt(-2 * Math.log(1 - this.fraction())) *
      Math.cos(2 * Math.PI * this.fraction());
    return median * Math.exp(0.45 * normal);
  }

  hex(bytes: number): string {
    let text = '';
    while (text.length < bytes * 2) {
      text += this.uint32().toString(16).padStart(8, '0');
    }
    return text.slice(0, bytes * 2);
  }
}

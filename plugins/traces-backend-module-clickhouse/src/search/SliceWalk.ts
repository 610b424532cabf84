import { type TraceWindow } from '@shop-platform/backstage-plugin-traces-node';

/** How much wider a slice is than all before it together, where nothing was found. */
const LARGEST_GROWTH = 8n;

const larger = (a: bigint, b: bigint) => (a > b ? a : b);
const smaller = (a: bigint, b: bigint) => (a < b ? a : b);

/**
 * Cuts a window into slices from its end to its beginning. Their width follows
 * from how much the slices so far have brought. None goes over the edge, where
 * there is one: on its two sides, slices are looked for in different tables.
 */
export class SliceWalk {
  readonly #window: TraceWindow;
  readonly #firstWidth: bigint;
  readonly #edge: bigint;
  #reached: bigint;

  constructor(window: TraceWindow, firstWidth: bigint, edge = window.from) {
    this.#window = window;
    this.#firstWidth = firstWidth;
    this.#edge = edge;
    this.#reached = window.to;
  }

  /** Whether the slices have reached the beginning of the window. */
  get isDone(): boolean {
    return this.#reached <= this.#window.from;
  }

  /** The next slice, wide enough to bring what is missing if it is like those before. */
  next(progress = { found: 0, missing: 0 }): TraceWindow {
    const to = this.#reached;
    const least = this.#edge < to ? this.#edge : this.#window.from;
    const from = larger(
      larger(this.#window.from, least),
      to - this.#nextWidth(progress),
    );
    this.#reached = from;
    return { from, to };
  }

  #nextWidth({ found, missing }: { found: number; missing: number }): bigint {
    const walked = this.#window.to - this.#reached;
    if (walked === 0n) {
      return this.#firstWidth;
    }
    const widest = walked * LARGEST_GROWTH;
    if (found === 0) {
      return widest;
    }
    // Half as much again, so that one more slice mostly is the last one; and never many small ones.
    const needed = (walked * BigInt(missing) * 3n) / (BigInt(found) * 2n);
    return smaller(widest, larger(needed, walked));
  }
}

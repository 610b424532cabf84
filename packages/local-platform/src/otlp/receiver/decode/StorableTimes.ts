/** ClickHouse refuses a block that touches more than 100 partitions, and a partition is a day. */
const MAX_DAYS = 90;
const MILLISECONDS_A_DAY = 86_400e3;
/** The upper half of 2^32 s in nanoseconds, in the year 2106, where ClickHouse's DateTime ends. */
const HIGH_LIMIT = 1e9;

/** Which times rows of one block may have. Times come in their two halves. */
export class StorableTimes {
  readonly #keptDays: number;
  readonly #days = new Set<number>();
  #lastDay = -1;
  #oldestMs = 0;

  /** @param keptDays - how long rows are kept; 0 is for ever */
  constructor(keptDays: number) {
    this.#keptDays = keptDays;
  }

  /** To be called before the rows of a request. */
  begin(): void {
    this.#oldestMs =
      this.#keptDays > 0 ? Date.now() - this.#keptDays * MILLISECONDS_A_DAY : 0;
  }

  /** To be called when the block is empty again. */
  clear(): void {
    this.#days.clear();
    this.#lastDay = -1;
  }

  /**
   * Why a row of this time cannot be stored; undefined when it can. A row that is
   * already past its time to live would be gone before anybody could read it.
   */
  whyNot(low: number, high: number): string | undefined {
    if (low === 0 && high === 0) {
      return 'it has no time';
    }
    if (high >= HIGH_LIMIT) {
      return 'its time is after the year 2105';
    }
    return milliseconds(low, high) < this.#oldestMs
      ? `its time is before the ${this.#keptDays} days that are kept`
      : undefined;
  }

  /**
   * Whether a row of this time fits into the block, which ClickHouse takes only
   * when its rows are of few enough days: nobody's clock spoils a batch.
   */
  admits(low: number, high: number): boolean {
    const day = Math.floor(milliseconds(low, high) / MILLISECONDS_A_DAY);
    if (day === this.#lastDay) {
      return true;
    }
    if (!this.#days.has(day) && this.#days.size >= MAX_DAYS) {
      return false;
    }
    this.#days.add(day);
    this.#lastDay = day;
    return true;
  }
}

function milliseconds(low: number, high: number): number {
  return (high * 0x1_0000_0000 + low) / 1e6;
}

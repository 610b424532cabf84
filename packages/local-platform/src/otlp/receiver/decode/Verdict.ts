/** A request whose rows do not fit into what a batch may hold: answered with 413. */
export class TooManyBytesError extends Error {
  constructor(limit: number) {
    super(
      `its rows take more than ${
        limit / 1024 / 1024
      } MiB, because every row repeats the attributes of its resource; send fewer items at a time`,
    );
    this.name = 'TooManyBytesError';
  }
}

/** Rows of too many days for one block: the request has to wait for the next batch. */
export class TooManyDaysError extends Error {
  constructor() {
    super('the rows are of too many days for one batch');
    this.name = 'TooManyDaysError';
  }
}

/** What became of a request's items: OTLP's partial success. */
export class Verdict {
  rejected = 0;
  #firstReason: string | undefined;
  #cutValues = 0;
  #clampedDurations = 0;

  reject(reason: string, count = 1): void {
    this.rejected += count;
    this.#firstReason ??= reason;
  }

  noteCutValues(count: number): void {
    this.#cutValues += count;
  }

  noteClampedDuration(): void {
    this.#clampedDurations += 1;
  }

  /** For people: why items were rejected and what was changed; empty when there is nothing to say. */
  get message(): string {
    return [
      this.#firstReason &&
        `${this.rejected} rejected, the first because ${this.#firstReason}`,
      this.#clampedDurations > 0 &&
        `${
          this.#clampedDurations
        } spans end before they start and are stored with a duration of 0`,
      this.#cutValues > 0 &&
        `${
          this.#cutValues
        } values are longer than 1 MiB and are stored without what comes after that`,
    ]
      .filter(Boolean)
      .join('; ');
  }
}

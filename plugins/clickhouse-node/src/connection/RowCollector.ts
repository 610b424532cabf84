import { type Row } from '@clickhouse/client';
import { type ZodType } from 'zod';
import { ClickHouseQueryError } from '../errors/ClickHouseQueryError';
import { type QueryCall } from './QueryCall';
import { RowParser } from './readRows';

/**
 * Collects the rows of an answer as far as its limits allow.
 */
export class RowCollector<T> {
  readonly rows: T[] = [];
  readonly #parser: RowParser<T>;
  readonly #call: QueryCall;
  #bytes = 0;
  #isTruncated = false;

  constructor(schema: ZodType<T>, call: QueryCall) {
    this.#parser = new RowParser(schema, call);
    this.#call = call;
  }

  /** Whether there were more rows than the limit. */
  get isTruncated(): boolean {
    return this.#isTruncated;
  }

  /**
   * @returns whether more rows are wanted
   * @throws ClickHouseQueryError when they are too large: a cut would depend on their order
   */
  add(batch: readonly Row[]): boolean {
    const { resultRows } = this.#call.limits;
    for (const row of batch) {
      if (this.rows.length >= resultRows) {
        this.#isTruncated = true;
        return false;
      }
      this.#count(row);
      this.rows.push(this.#parser.parse(row));
    }
    return true;
  }

  #count({ text }: Row): void {
    const { connection, limits, queryId } = this.#call;
    this.#bytes += Buffer.byteLength(text);
    if (this.#bytes > limits.resultBytes) {
      throw new ClickHouseQueryError(
        `The answer is larger than its limit of ${limits.resultBytes} bytes: select fewer columns or rows`,
        { kind: 'too-much-data', connection, queryId },
      );
    }
  }
}

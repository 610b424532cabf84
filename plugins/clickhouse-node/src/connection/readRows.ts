import { type ResultSet, type Row } from '@clickhouse/client';
import { z, type ZodType } from 'zod';
import { ClickHouseQueryError } from '../errors/ClickHouseQueryError';
import { toClickHouseError } from '../errors/toClickHouseError';
import { type QueryCall } from './QueryCall';

/**
 * @throws the reason why nobody waits for the answer any more
 */
export function assertWanted(call: QueryCall): void {
  if (call.signal.aborted) {
    throw toClickHouseError(call.signal.reason, call);
  }
}

/**
 * The lines of an answer, in batches as they arrive. Leaving the loop, or an abort, closes the
 * connection, and with it the server ends the query.
 */
export async function* readLines(
  resultSet: ResultSet<'JSONEachRow'>,
  call: QueryCall,
): AsyncGenerator<readonly Row[]> {
  const { signal } = call;
  const stream = resultSet.stream();
  const close = () => resultSet.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    assertWanted(call);
    for await (const rows of stream) {
      yield rows;
      assertWanted(call);
    }
  } catch (error) {
    throw toClickHouseError(error, call);
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

/**
 * Parses lines into rows of the caller's schema.
 */
export class RowParser<T> {
  readonly #schema: ZodType<T>;
  readonly #call: QueryCall;
  #count = 0;

  constructor(schema: ZodType<T>, call: QueryCall) {
    this.#schema = schema;
    this.#call = call;
  }

  parse(row: Row): T {
    this.#count += 1;
    const parsed = this.#schema.safeParse(this.#parseJson(row.text));
    if (parsed.success) {
      return parsed.data;
    }
    throw new ClickHouseQueryError(
      `Row ${
        this.#count
      } of the answer is not as its query promises. ${parsed.error.issues
        .map(describeIssue)
        .join('; ')}`,
      {
        kind: 'invalid-row',
        connection: this.#call.connection,
        queryId: this.#call.queryId,
      },
    );
  }

  #parseJson(line: string): unknown {
    try {
      return JSON.parse(line);
    } catch (error) {
      throw toClickHouseError(error, this.#call);
    }
  }
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0
    ? message
    : `${path.map(String).join('.')}: ${message}`;
}

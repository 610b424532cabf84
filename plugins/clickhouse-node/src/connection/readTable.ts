import { z } from 'zod';
import { ClickHouseQueryError } from '../errors/ClickHouseQueryError';
import { type TableResult } from '../types';
import { type QueryCall } from './QueryCall';
import { assertWanted } from './readRows';

const tableSchema = z.object({
  meta: z.array(z.object({ name: z.string(), type: z.string() })),
  data: z.array(z.array(z.unknown())),
  statistics: z.object({
    elapsed: z.number(),
    rows_read: z.number(),
    bytes_read: z.number(),
  }),
});

/**
 * The text of an answer. An abort, or too much of it, closes the connection.
 *
 * @throws ClickHouseQueryError when it is larger than its limit
 */
export async function readBody(
  stream: NodeJS.ReadableStream & { destroy(): unknown },
  call: QueryCall,
): Promise<string> {
  const { connection, limits, queryId, signal } = call;
  const chunks: Buffer[] = [];
  let size = 0;
  const close = () => stream.destroy();
  signal.addEventListener('abort', close, { once: true });
  try {
    assertWanted(call);
    for await (const chunk of stream) {
      assertWanted(call);
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > limits.resultBytes) {
        throw new ClickHouseQueryError(
          `The answer is larger than its limit of ${limits.resultBytes} bytes: select fewer columns or rows`,
          { kind: 'too-much-data', connection, queryId },
        );
      }
      chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

/**
 * Reads an answer of the format JSONCompact.
 */
export function toTableResult(
  text: string,
  { limits }: QueryCall,
  measuredMs: number,
): TableResult {
  const { meta, data, statistics } = tableSchema.parse(JSON.parse(text));
  // Even SELECT 1 reads a row: a server that returns rows and read none does not count.
  const isCounted = data.length === 0 || statistics.rows_read > 0;
  return {
    columns: meta,
    rows: data.slice(0, limits.resultRows),
    truncated: data.length > limits.resultRows,
    statistics: {
      elapsedMs:
        statistics.elapsed > 0 ? statistics.elapsed * 1000 : measuredMs,
      readRows: isCounted ? statistics.rows_read : undefined,
      readBytes: isCounted ? statistics.bytes_read : undefined,
    },
  };
}

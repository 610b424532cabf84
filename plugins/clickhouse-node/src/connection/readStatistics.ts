import { type ResponseHeaders } from '@clickhouse/client';
import { z } from 'zod';
import { type QueryStatistics } from '../types';

const NANOSECONDS_PER_MILLISECOND = 1_000_000;

const summarySchema = z.object({
  read_rows: z.coerce.number().optional(),
  read_bytes: z.coerce.number().optional(),
  elapsed_ns: z.coerce.number().optional(),
});

function parseSummary(header: unknown): z.infer<typeof summarySchema> {
  try {
    return summarySchema.parse(JSON.parse(z.string().parse(header)));
  } catch {
    // A proxy may drop or cut the header; what a query cost is no reason to lose its answer.
    return {};
  }
}

/**
 * Reads what a query cost out of the summary that ClickHouse sends as a header.
 *
 * @param measuredMs - the time as seen from here, for servers that do not say
 * @param returnedRows - how many rows came
 */
export function readStatistics(
  headers: ResponseHeaders,
  measuredMs: number,
  returnedRows: number,
): QueryStatistics {
  const summary = parseSummary(headers['x-clickhouse-summary']);
  // Even SELECT 1 reads a row: a server that returns rows and read none does not count.
  const isCounted = returnedRows === 0 || summary.read_rows !== 0;
  return {
    elapsedMs:
      summary.elapsed_ns === undefined
        ? measuredMs
        : summary.elapsed_ns / NANOSECONDS_PER_MILLISECOND,
    readRows: isCounted ? summary.read_rows : undefined,
    readBytes: isCounted ? summary.read_bytes : undefined,
  };
}

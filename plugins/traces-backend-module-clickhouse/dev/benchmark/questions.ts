import { type TraceQuery } from '@shop-platform/backstage-plugin-traces-node';
import { type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

/** A span to make questions from, so that each has something to find. */
const sampleSchema = z.object({
  traceId: z.string(),
  service: z.string(),
  operation: z.string(),
  time: z.coerce.bigint(),
  duration: z.coerce.bigint(),
  key: z.string(),
  value: z.string(),
});
export type Sample = z.infer<typeof sampleSchema>;

const windowSchema = z.object({
  from: z.coerce.bigint(),
  to: z.coerce.bigint(),
});
export type Window = z.infer<typeof windowSchema>;

/** The time in which there are spans. */
export async function readWindow(client: ClickHouseClient): Promise<Window> {
  const result = await client.query({
    query:
      'SELECT toUnixTimestamp64Nano(min(Timestamp)) AS from, toUnixTimestamp64Nano(max(Timestamp)) + 1 AS to FROM otel_traces',
    format: 'JSONEachRow',
  });
  return windowSchema.parse((await result.json())[0]);
}

/** Spans from all over the window, the same in each run over the same data. */
export async function readSamples(
  client: ClickHouseClient,
  count: number,
): Promise<Sample[]> {
  const result = await client.query({
    query: `SELECT TraceId AS traceId, ServiceName AS service, SpanName AS operation,
        toUnixTimestamp64Nano(Timestamp) AS time, Duration AS duration,
        mapKeys(SpanAttributes)[1] AS key, mapValues(SpanAttributes)[1] AS value
      FROM otel_traces ORDER BY cityHash64(SpanId) LIMIT {count: UInt32}`,
    query_params: { count },
    format: 'JSONEachRow',
  });
  return z.array(sampleSchema).parse(await result.json());
}

const HOUR = 3_600_000_000_000n;

/** The questions of a search, in words, and as a query about a sample. */
export const questions: Record<
  string,
  (sample: Sample) => Partial<TraceQuery>
> = {
  'by service': ({ service }) => ({ services: [service] }),
  'by operation': ({ service, operation }) => ({
    services: [service],
    operation,
  }),
  'by duration': ({ duration }) => ({
    minDurationNano: duration,
    maxDurationNano: duration + duration / 20n,
  }),
  'by time': ({ time }) => ({ from: time - HOUR / 2n, to: time + HOUR / 2n }),
  'by attribute': ({ key, value }) => ({ attributes: [{ key, value }] }),
  'all filters': ({ service, operation, time, duration, key, value }) => ({
    services: [service],
    operation,
    from: time - 12n * HOUR,
    to: time + 12n * HOUR,
    minDurationNano: duration / 2n,
    maxDurationNano: duration * 2n,
    attributes: [{ key, value }],
  }),
};

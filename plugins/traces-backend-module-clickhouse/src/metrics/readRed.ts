import {
  float64,
  int64,
  sql,
  uint64,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { type RedTotal } from '@shop-platform/backstage-plugin-traces-common';
import {
  type RedAnswer,
  type RedQuery,
} from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import {
  allOf,
  DURATION,
  IS_ANSWER,
  IS_CALL,
  IS_ERROR,
  IS_ROOT,
  startsWithin,
} from '../queries/conditions';
import { type SpanReader } from '../queries/SpanTables';
import { widened } from './widened';

const SECOND = 1_000_000_000n;
const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

const rowSchema = z.object({
  isTotal: z.union([z.literal(0), z.literal(1)]),
  step: int64(),
  requests: uint64(),
  errors: uint64(),
  quantiles: z.array(float64()),
});

type Row = z.infer<typeof rowSchema>;

function toNumbers(row: Row | undefined): RedTotal {
  if (!row || row.requests === 0n) {
    return { requests: 0, errors: 0 };
  }
  const [p50Ms, p95Ms, p99Ms] = row.quantiles;
  return {
    requests: Number(row.requests),
    errors: Number(row.errors),
    p50Ms,
    p95Ms,
    p99Ms,
  };
}

/**
 * Calls of the peer: spans of which a span of the peer is a child. By a hash of
 * both ids, which takes a fifth of the memory and is looked up much faster.
 */
function isCallOf(peer: string, query: RedQuery, { layout }: SpanReader): Sql {
  return sql`sipHash64(TraceId, SpanId) IN (
    SELECT sipHash64(TraceId, ParentSpanId) FROM ${layout.spans}
    WHERE ServiceName = ${sql.string(peer)} AND ${startsWithin(widened(query))}
      AND NOT ${IS_ROOT}
  )`;
}

/** Rate, errors and duration, in one pass over the spans. */
export async function readRed(
  reader: SpanReader,
  query: RedQuery,
): Promise<RedAnswer> {
  const { from, to, service, operation, peer, resource } = query;
  const step = BigInt(query.stepSeconds) * SECOND;
  const conditions = allOf([
    sql`ServiceName = ${sql.string(service)}`,
    operation === undefined
      ? sql.empty
      : sql`SpanName = ${sql.string(operation)}`,
    startsWithin(query),
    resource === undefined
      ? sql.empty
      : sql`ResourceAttributes[${sql.string(resource.key)}] = ${sql.string(
          resource.value,
        )}`,
    peer === undefined
      ? IS_ANSWER
      : allOf([IS_CALL, isCallOf(peer, query, reader)]),
  ]);
  const rows = await reader.query(
    sql`SELECT toUInt8(grouping(step)) AS isTotal,
        intDiv(toUnixTimestamp64Nano(Timestamp) - ${sql.int64(
          from,
        )}, ${sql.int64(step)}) AS step,
        count() AS requests,
        countIf(${IS_ERROR}) AS errors,
        arrayMap(q -> q / 1e6, quantilesTDigest(0.5, 0.95, 0.99)(${DURATION})) AS quantiles
      FROM ${reader.layout.spans}
      WHERE ${conditions}
      GROUP BY GROUPING SETS ((step), ())`,
    { schema: rowSchema },
  );
  const total = rows.find(({ isTotal }) => isTotal === 1);
  const byStep = new Map(
    rows
      .filter(({ isTotal }) => isTotal === 0)
      .map(row => [row.step, row] as const),
  );
  const count = Number((to - from + step - 1n) / step);
  return {
    points: Array.from({ length: count }, (_, index) => ({
      time: new Date(
        Number((from + BigInt(index) * step) / NANOSECONDS_PER_MILLISECOND),
      ).toISOString(),
      ...toNumbers(byStep.get(BigInt(index))),
    })),
    total: toNumbers(total),
  };
}

import {
  float64,
  sql,
  uint64,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { type ServiceEdge } from '@shop-platform/backstage-plugin-traces-common';
import { type TraceWindow } from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import {
  DURATION,
  IS_ERROR,
  IS_ROOT,
  startsWithin,
} from '../queries/conditions';
import { type SpanReader } from '../queries/SpanTables';
import { widenedBack } from './widened';

const edgeSchema = z.object({
  caller: z.string(),
  callee: z.string(),
  requests: uint64(),
  errors: uint64(),
  p95Ms: float64(),
});

/**
 * Which service called which: a span whose parent is a span of another
 * service. Spans are joined by a hash of both ids, a fifth of the memory that
 * the ids themselves would take.
 */
export async function readEdges(
  reader: SpanReader,
  window: TraceWindow,
): Promise<Omit<ServiceEdge, 'source'>[]> {
  const { spans } = reader.layout;
  const rows = await reader.query(
    sql`SELECT parent.service AS caller, child.service AS callee,
        count() AS requests,
        countIf(child.failed) AS errors,
        quantileTDigest(0.95)(child.duration) / 1e6 AS p95Ms
      FROM (
        SELECT sipHash64(TraceId, ParentSpanId) AS id, ServiceName AS service,
          ${IS_ERROR} AS failed, ${DURATION} AS duration
        FROM ${spans}
        WHERE ${startsWithin(window)} AND NOT ${IS_ROOT}
      ) AS child
      SEMI LEFT JOIN (
        SELECT sipHash64(TraceId, SpanId) AS id, ServiceName AS service
        FROM ${spans}
        WHERE ${startsWithin(widenedBack(window))}
      ) AS parent ON child.id = parent.id
      WHERE child.service != parent.service
      GROUP BY caller, callee
      ORDER BY caller, callee`,
    { schema: edgeSchema },
  );
  return rows.map(row => ({
    ...row,
    requests: Number(row.requests),
    errors: Number(row.errors),
  }));
}

import {
  dateTime64,
  int64,
  sql,
  uint64,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  type StoredTraceSummary,
  type TracePosition,
} from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import {
  allOf,
  DURATION,
  IS_ERROR,
  IS_ROOT,
  startsWithin,
} from '../queries/conditions';
import { type SpanReader } from '../queries/SpanTables';
import { readTraceTimes } from './traceTimes';

/** What one service has to do with one trace. */
const shareSchema = z.object({
  traceId: z.string(),
  service: z.string(),
  start: dateTime64(),
  end: int64(),
  spanCount: uint64(),
  errorCount: uint64(),
  rootCount: uint64(),
  rootStart: dateTime64(),
  rootOperation: z.string(),
});

type Share = z.infer<typeof shareSchema>;

async function readShares(
  reader: SpanReader,
  source: 'byTrace' | 'spans',
  traceIds: string[],
): Promise<Share[]> {
  const { byTrace, spans } = reader.layout;
  const isNarrow = source === 'byTrace' && byTrace !== undefined;
  // The narrow copy is in the order of the ids; their times would gain nothing there.
  const times = isNarrow ? undefined : await readTraceTimes(reader, traceIds);
  const conditions = allOf([
    sql`TraceId IN ${sql.strings(traceIds)}`,
    times ? startsWithin(times) : sql.empty,
  ]);
  // DISTINCT, because a retried export stores spans twice.
  return reader.query(
    sql`SELECT TraceId AS traceId, ServiceName AS service,
        toUnixTimestamp64Nano(min(Timestamp)) AS start,
        max(toUnixTimestamp64Nano(Timestamp) + ${DURATION}) AS end,
        count() AS spanCount,
        countIf(${IS_ERROR}) AS errorCount,
        countIf(${IS_ROOT}) AS rootCount,
        toUnixTimestamp64Nano(minIf(Timestamp, ${IS_ROOT})) AS rootStart,
        argMinIf(SpanName, Timestamp, ${IS_ROOT}) AS rootOperation
      FROM (
        SELECT DISTINCT TraceId, Timestamp, SpanId, ParentSpanId, ServiceName,
          SpanName, StatusCode, Duration
        FROM ${isNarrow ? byTrace : spans}
        WHERE ${conditions}
      )
      GROUP BY TraceId, ServiceName`,
    { schema: shareSchema },
  );
}

function findRoot(shares: Share[]): StoredTraceSummary['root'] {
  const [first] = shares
    .filter(({ rootCount }) => rootCount > 0n)
    .sort((a, b) => (a.rootStart < b.rootStart ? -1 : 1));
  return first && { service: first.service, operation: first.rootOperation };
}

function summarize(
  position: TracePosition,
  shares: Share[],
): StoredTraceSummary {
  const start = shares.reduce(
    (earliest, share) => (share.start < earliest ? share.start : earliest),
    shares[0].start,
  );
  const end = shares.reduce(
    (latest, share) => (share.end > latest ? share.end : latest),
    shares[0].end,
  );
  const services = shares
    .map(({ service, spanCount, errorCount }) => ({
      service,
      spanCount: Number(spanCount),
      errorCount: Number(errorCount),
    }))
    .sort(
      (a, b) => b.spanCount - a.spanCount || (a.service < b.service ? -1 : 1),
    );
  const root = findRoot(shares);
  return {
    traceId: position.traceId,
    ...(root && { root }),
    startTimeUnixNano: start.toString(),
    durationNano: (end - start).toString(),
    spanCount: services.reduce((sum, { spanCount }) => sum + spanCount, 0),
    errorCount: services.reduce((sum, { errorCount }) => sum + errorCount, 0),
    services,
    position,
  };
}

/** The summaries of these traces, of all of their spans, in the same order. */
export async function readSummaries(
  reader: SpanReader,
  positions: TracePosition[],
): Promise<StoredTraceSummary[]> {
  const shares = new Map<string, Share[]>(
    positions.map(({ traceId }) => [traceId, []]),
  );
  const collect = async (source: 'byTrace' | 'spans') => {
    const missing = [...shares.keys()].filter(
      traceId => shares.get(traceId)?.length === 0,
    );
    if (missing.length > 0) {
      for (const share of await readShares(reader, source, missing)) {
        shares.get(share.traceId)?.push(share);
      }
    }
  };

  if (reader.layout.byTrace) {
    await collect('byTrace');
  }
  // The copy has no traces from before it was made.
  await collect('spans');
  return positions.flatMap(position => {
    const ofTrace = shares.get(position.traceId) ?? [];
    return ofTrace.length > 0 ? [summarize(position, ofTrace)] : [];
  });
}

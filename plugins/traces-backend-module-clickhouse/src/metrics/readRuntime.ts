import {
  float64,
  int64,
  sql,
  uint64,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  type RuntimePoint,
  type StoredRuntime,
} from '@shop-platform/backstage-plugin-traces-common';
import { type RuntimeQuery } from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import { type SpanReader } from '../queries/SpanTables';
import { measuredBySteps, measuredAt, type RuntimeTables } from './runtimeSql';

const SECOND = 1_000_000_000n;
const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/** More lines than this cannot be told apart in a chart. */
const MOST_INSTANCES = 8;

/** Whoever has not sent for so long is taken for gone: exports are a minute apart. */
const GONE_AFTER_SECONDS = 300n;

const instanceSchema = z.object({ instance: z.string(), total: uint64() });

const number = float64();
const stepSchema = z.object({
  isShown: z.union([z.literal(0), z.literal(1)]),
  label: z.string(),
  step: int64(),
  eventLoopDelayP99Ms: number,
  eventLoopUtilization: number,
  heapUsedBytes: number,
  heapLimitBytes: number,
  residentBytes: number,
  poolUsed: number,
  poolIdle: number,
  poolPending: number,
  poolMax: number,
});

type Step = z.infer<typeof stepSchema>;

/** Those that still send, and of these the ones whose event loop was late the most. */
async function readInstances(reader: SpanReader, measured: Sql) {
  const rows = await reader.query(
    sql`SELECT instance, count() OVER () AS total,
        max(time) AS last, max(delay) AS worst,
        last >= max(last) OVER () - ${sql.int64(
          GONE_AFTER_SECONDS * SECOND,
        )} AS sends
      FROM (${measured})
      GROUP BY instance
      ORDER BY sends DESC, worst DESC NULLS LAST, last DESC, instance
      LIMIT ${sql.uint64(MOST_INSTANCES)}`,
    { schema: instanceSchema },
  );
  return {
    shown: rows.map(({ instance }) => instance),
    total: Number(rows.at(0)?.total ?? 0n),
  };
}

/** A point for each step of the window; what was not measured is not there. */
function toPoints(steps: Step[], query: RuntimeQuery): RuntimePoint[] {
  const { from, to } = query;
  const width = BigInt(query.stepSeconds) * SECOND;
  const byStep = new Map(steps.map(row => [row.step, row] as const));
  const count = Number((to - from + width - 1n) / width);
  return Array.from({ length: count }, (_, index) => {
    const { isShown, label, step, ...values } = byStep.get(BigInt(index)) ?? {};
    return {
      time: new Date(
        Number((from + BigInt(index) * width) / NANOSECONDS_PER_MILLISECOND),
      ).toISOString(),
      ...Object.fromEntries(
        Object.entries(values).filter(([, value]) => value !== undefined),
      ),
    };
  });
}

/** How the processes of a service are, out of the metrics that it sends. */
export async function readRuntime(
  reader: SpanReader,
  query: RuntimeQuery,
): Promise<StoredRuntime> {
  const tables: RuntimeTables = reader.layout.metrics;
  if (tables.length === 0) {
    return { instances: [], instanceCount: 0 };
  }
  const measured = measuredAt(tables, query);
  const { shown, total } = await readInstances(reader, measured);
  if (total === 0) {
    return { instances: [], instanceCount: 0 };
  }
  const rows = await reader.query(
    measuredBySteps(measured, {
      from: query.from,
      width: BigInt(query.stepSeconds) * SECOND,
      shown,
    }),
    { schema: stepSchema },
  );
  return {
    instanceCount: total,
    instances: shown.map(id => ({
      id,
      points: toPoints(
        rows.filter(({ isShown, label }) => isShown === 1 && label === id),
        query,
      ),
    })),
    ...(total > shown.length && {
      others: toPoints(
        rows.filter(({ isShown }) => isShown === 0),
        query,
      ),
    }),
  };
}

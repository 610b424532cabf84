import { ask, OF_THE_SHOP } from './spans';

/** What a process of a service measured of itself at a moment. */
export type Measured = {
  /** In milliseconds since 1970. */
  time: number;
  delayMs: number | undefined;
  heap: number | undefined;
  heapLimit: number | undefined;
  memory: number | undefined;
  poolUsed: number | undefined;
  poolMax: number | undefined;
};

/** Each measurement once, also when a sender repeated it. */
const once = (table: string, service: string) => `
  SELECT ResourceAttributes['k8s.pod.name'] AS pod, MetricName, Attributes, TimeUnix,
    any(Value) AS Value
  FROM ${table}
  WHERE ${OF_THE_SHOP} AND ServiceName = '${service}' AND TimeUnix > now() - 4200
  GROUP BY pod, MetricName, Attributes, TimeUnix`;

/** What the processes of a service sent in the last seventy minutes, past the portal. */
export async function measuredBy(service: string): Promise<Measured[]> {
  const sum = (metric: string, and = '') =>
    `sumOrNullIf(Value, MetricName = '${metric}'${and})`;
  const used = ` AND Attributes['db.client.connection.state'] = 'used'`;
  const rows = await ask(`
    SELECT toUnixTimestamp64Milli(TimeUnix) AS time,
      ${sum('nodejs.eventloop.delay.p99')} * 1000 AS delayMs,
      ${sum('v8js.memory.heap.used')} AS heap,
      ${sum('v8js.memory.heap.limit')} AS heapLimit,
      ${sum('process.memory.usage')} AS memory,
      ${sum('db.client.connection.count', used)} AS poolUsed,
      ${sum('db.client.connection.max')} AS poolMax
    FROM (${once('otel_metrics_gauge', service)} UNION ALL ${once(
    'otel_metrics_sum',
    service,
  )})
    GROUP BY pod, TimeUnix`);
  const number = (value: unknown) =>
    typeof value === 'number' ? value : undefined;
  return rows.map(row => ({
    time: Number(row.time),
    delayMs: number(row.delayMs),
    heap: number(row.heap),
    heapLimit: number(row.heapLimit),
    memory: number(row.memory),
    poolUsed: number(row.poolUsed),
    poolMax: number(row.poolMax),
  }));
}

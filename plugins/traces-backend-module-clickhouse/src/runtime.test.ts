import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { createStore } from './__testUtils__/createStore';
import { LAYOUTS, METRIC_TABLES } from './__testUtils__/layouts';
import { NOON, SECOND } from './__testUtils__/spans';
import { toDateTime } from './__testUtils__/toRows';

const options = () => ({ signal: new AbortController().signal });
const [GAUGES, SUMS] = METRIC_TABLES;
const QUERY = {
  from: NOON,
  to: NOON + 60n * SECOND,
  service: 'orders',
  stepSeconds: 60,
};

function createMetric(name: string, value: number, more: object = {}) {
  return {
    ServiceName: 'orders',
    ResourceAttributes: { 'service.instance.id': 'one' },
    MetricName: name,
    Attributes: {},
    TimeUnix: toDateTime(NOON + SECOND),
    Value: value,
    ...more,
  };
}

describeOnClickHouse(
  'ClickHouseTraceStore and tables of metrics',
  getDatabase => {
    beforeAll(async () => {
      await getDatabase().command(LAYOUTS['bloom filters'].tables[0]);
    });

    // The tests go on from one another: tables come, one by one.
    it('declares that there are none, and has nothing to tell', async () => {
      const store = createStore(getDatabase());

      await expect(store.capabilities(options())).resolves.toMatchObject({
        runtime: false,
      });
      await expect(store.runtime(QUERY, options())).resolves.toEqual({
        instances: [],
        instanceCount: 0,
      });
    });

    it('leaves out a table with other columns, or with attributes as JSON', async () => {
      const database = getDatabase();
      await database.command(
        GAUGES.replace('otel_metrics_gauge', 'unnamed')
          .replace('ServiceName LowCardinality(String),', '')
          .replace('ServiceName, MetricName', 'MetricName'),
      );
      await database.command(
        SUMS.replace('otel_metrics_sum', 'untyped')
          .replace(/(?<= Attributes )Map\([^,]*, String\)/, 'JSON')
          .replace('MetricName, Attributes,', 'MetricName,'),
      );
      const store = createStore(database, {
        gaugeTable: 'unnamed',
        sumTable: 'untyped',
      });

      await expect(store.capabilities(options())).resolves.toMatchObject({
        red: true,
        runtime: false,
      });
    });

    it('reads the one that is there', async () => {
      const database = getDatabase();
      await database.command(SUMS.replace('otel_metrics_sum', 'sums'));
      await database.insert('sums', [
        createMetric('process.memory.usage', 5, { AggregationTemporality: 2 }),
      ]);
      const store = createStore(database, { sumTable: 'sums' });

      await expect(store.runtime(QUERY, options())).resolves.toMatchObject({
        instances: [{ id: 'one', points: [{ residentBytes: 5 }] }],
      });
    });

    it('leaves out sums since the last export, no numbers, and limits of zero', async () => {
      const database = getDatabase();
      await database.command(SUMS);
      await database.command(GAUGES);
      await database.insert('otel_metrics_sum', [
        createMetric('db.client.connection.pending_requests', -3, {
          AggregationTemporality: 1,
        }),
      ]);
      const state = 'db.client.connection.state';
      await database.insert('otel_metrics_sum', [
        createMetric('db.client.connection.count', 2, {
          AggregationTemporality: 2,
          Attributes: {
            [state]: 'used',
            'db.client.connection.pool.name': 'a',
          },
        }),
        createMetric('db.client.connection.count', 3, {
          AggregationTemporality: 2,
          Attributes: {
            [state]: 'used',
            'db.client.connection.pool.name': 'b',
          },
        }),
      ]);
      await database.insert('otel_metrics_gauge', [
        createMetric('db.client.connection.max', 10),
        createMetric('db.client.connection.max', 0, {
          TimeUnix: toDateTime(NOON + 40n * SECOND),
        }),
        createMetric('v8js.memory.heap.used', 7),
        createMetric('v8js.memory.heap.limit', 100),
        createMetric('v8js.memory.heap.limit', 50, {
          TimeUnix: toDateTime(NOON + 31n * SECOND),
        }),
      ]);

      // JSON has no form for it.
      await database.command(
        `INSERT INTO otel_metrics_gauge (ServiceName, ResourceAttributes, MetricName, Attributes, TimeUnix, Value)
        SELECT 'orders', map('service.instance.id', 'one'), 'v8js.memory.heap.used',
          map('v8js.heap.space.name', 'odd'), fromUnixTimestamp64Nano(toInt64(${
            NOON + SECOND
          })), nan`,
      );

      await expect(
        createStore(database).runtime(QUERY, options()),
      ).resolves.toEqual({
        instanceCount: 1,
        instances: [
          {
            id: 'one',
            points: [
              {
                time: new Date(Number(NOON / 1_000_000n)).toISOString(),
                poolUsed: 5,
                heapUsedBytes: 7,
                poolMax: 10,
                heapLimitBytes: 50,
              },
            ],
          },
        ],
      });
    });

    it('prefers those that still send to one that was worse and is gone', async () => {
      const database = getDatabase();
      const delay = (id: string, minute: number, value: number) =>
        createMetric('nodejs.eventloop.delay.p99', value, {
          ServiceName: 'restarted',
          ResourceAttributes: { 'service.instance.id': id },
          TimeUnix: toDateTime(NOON + BigInt(minute) * 60n * SECOND),
        });
      await database.insert('otel_metrics_gauge', [
        delay('gone', 1, 9),
        delay('', 59, 0.001),
        ...Array.from({ length: 8 }, (_, index) =>
          delay(`p${index}`, 55, 0.01),
        ),
      ]);
      const runtime = await createStore(database).runtime(
        { ...QUERY, to: NOON + 3_600n * SECOND, service: 'restarted' },
        options(),
      );

      expect(runtime.instanceCount).toBe(10);
      expect(runtime.instances.map(({ id }) => id)).toEqual(
        Array.from({ length: 8 }, (_, index) => `p${index}`),
      );
      expect(runtime.others?.[1]).toMatchObject({ eventLoopDelayP99Ms: 9_000 });
      expect(runtime.others?.[59]).toMatchObject({ eventLoopDelayP99Ms: 1 });
    });
  },
);

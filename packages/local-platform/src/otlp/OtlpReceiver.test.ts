import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  describeOnClickHouse,
  whyClickHouseSkipped,
} from '../clickhouse/__testUtils__/startClickHouse';
import { makeRequest, makeSpan } from './__testUtils__/spans';
import { Platform, startPlatform } from './__testUtils__/startPlatform';
import { RECEIVER_TOKEN } from './__testUtils__/startReceiver';
import { generateTraces } from './generator/generateTraces';
import { TraceSender } from './generator/TraceSender';

jest.setTimeout(180_000);
const run = promisify(execFile);

describeOnClickHouse(`OtlpReceiver${whyClickHouseSkipped}`, () => {
  let platform: Platform;
  const rows: Platform['rows'] = query => platform.rows(query);

  beforeAll(async () => {
    platform = await startPlatform();
  });

  afterAll(async () => {
    await platform?.stop();
  });

  beforeEach(async () => {
    await platform.command('TRUNCATE TABLE otel_traces');
  });

  /** Runs the service; answers the id of its trace. */
  async function runService(env: Record<string, string>): Promise<string> {
    const { stdout } = await run(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        join(__dirname, '__testUtils__/tracedService.ts'),
      ],
      {
        env: {
          PATH: process.env.PATH,
          OTEL_SERVICE_NAME: 'orders-service',
          OTEL_RESOURCE_ATTRIBUTES: 'cloud.region=europe-west1',
          OTEL_TRACES_EXPORTER: 'otlp',
          OTEL_METRICS_EXPORTER: 'otlp',
          OTEL_LOGS_EXPORTER: 'none',
          ...env,
        },
      },
    );
    return stdout;
  }

  it.each([
    {
      title: 'protobuf, credential in the URL',
      env: () => ({
        OTEL_EXPORTER_OTLP_ENDPOINT: platform.receiver.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      }),
    },
    {
      title: 'JSON, gzip, credential in a header',
      env: () => ({
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${platform.receiver.port}`,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(
          `Bearer ${RECEIVER_TOKEN}`,
        )}`,
      }),
    },
  ])('stores what the SDK of OpenTelemetry sends ($title)', async ({ env }) => {
    for (const kind of ['sum', 'gauge', 'histogram']) {
      await platform.command(`TRUNCATE TABLE otel_metrics_${kind}`);
    }
    const traceId = await runService(env());
    const spans = await rows('SELECT * FROM otel_traces ORDER BY SpanKind');
    expect(spans).toEqual([
      expect.objectContaining({
        TraceId: traceId,
        SpanName: 'send order.created',
        SpanKind: 'Producer',
        StatusCode: 'Ok',
        ParentSpanId: spans[1].SpanId,
        'Links.TraceId': [traceId],
        'Links.SpanId': [spans[0].SpanId],
        'Links.Attributes': [{ 'link.kind': 'batch' }],
      }),
      expect.objectContaining({
        TraceId: traceId,
        ParentSpanId: '',
        SpanName: 'POST /orders',
        SpanKind: 'Server',
        ServiceName: 'orders-service',
        ResourceAttributes: expect.objectContaining({
          'service.name': 'orders-service',
          'cloud.region': 'europe-west1',
          'telemetry.sdk.language': 'nodejs',
        }),
        ScopeName: 'orders',
        ScopeVersion: '2.1.0',
        SpanAttributes: {
          'http.response.status_code': '500',
          'order.total': '99.5',
          'order.paid': 'false',
          'order.items': '["apple","кавун"]',
        },
        StatusCode: 'Error',
        StatusMessage: 'failed',
        'Events.Name': ['exception', 'retry'],
        'Events.Attributes': [
          expect.objectContaining({ 'exception.message': 'no such product' }),
          { attempt: '2' },
        ],
      }),
    ]);
    expect(
      await rows(
        'SELECT MetricName, MetricUnit, MetricDescription, Value, Attributes, AggregationTemporality, IsMonotonic, ServiceName, ScopeName FROM otel_metrics_sum ORDER BY MetricName',
      ),
    ).toEqual([
      {
        MetricName: 'orders.created',
        MetricUnit: '{order}',
        MetricDescription: 'Orders',
        Value: 3,
        Attributes: { region: 'europe-west1' },
        AggregationTemporality: 2,
        IsMonotonic: true,
        ServiceName: 'orders-service',
        ScopeName: 'orders',
      },
      expect.objectContaining({
        MetricName: 'orders.open',
        Value: -2,
        IsMonotonic: false,
      }),
    ]);
    expect(
      await rows(
        "SELECT Count, Sum, Min, Max, arraySum(BucketCounts) AS counted, length(ExplicitBounds) + 1 = length(BucketCounts) AS fits FROM otel_metrics_histogram WHERE MetricName = 'orders.duration'",
      ),
    ).toEqual([
      { Count: '1', Sum: 12.5, Min: 12.5, Max: 12.5, counted: '1', fits: 1 },
    ]);
    expect(
      await rows(
        "SELECT Value, Attributes FROM otel_metrics_gauge WHERE MetricName = 'queue.depth'",
      ),
    ).toEqual([{ Value: 7, Attributes: { queue: 'mail' } }]);
  });

  it('makes the tables again when somebody drops them', async () => {
    await platform.command('DROP TABLE otel_traces SYNC');
    await platform.post('/v1/traces', makeRequest([makeSpan()]));
    expect(await rows('SELECT count() AS count FROM otel_traces')).toEqual([
      { count: '1' },
    ]);
  });

  it.each([
    { victim: 'ClickHouse', kill: () => platform.clickhouse.restart() },
    { victim: 'the receiver', kill: () => platform.receiver.restart() },
  ])('has every acknowledged span after kills of $victim', async ({ kill }) => {
    const sender = new TraceSender({
      url: platform.receiver.url,
      connections: 8,
      spansPerSecond: 15_000,
      maxAttempts: 500,
    });
    let isDone = false;
    const sending = sender
      .send(
        generateTraces({
          flavour: 'shop',
          seed: 7,
          traces: 16_000,
          from: new Date(Date.now() - 60_000),
          to: new Date(),
          largeTraceSpans: 10_000,
        }),
      )
      .finally(() => {
        isDone = true;
      });
    let kills = 0;
    while (!isDone && kills < 4) {
      await kill();
      kills += 1;
    }
    const { spans, retries } = await sending;
    expect(kills).toBeGreaterThan(1);
    expect(retries).toBeGreaterThan(0);
    expect(
      await rows('SELECT uniqExact(SpanId) AS spans FROM otel_traces'),
    ).toEqual([{ spans: String(spans) }]);
  });
});

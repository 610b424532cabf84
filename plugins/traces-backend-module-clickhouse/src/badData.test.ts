import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { createStore } from './__testUtils__/createStore';
import { LAYOUTS } from './__testUtils__/layouts';
import {
  createSpan,
  NOON,
  SECOND,
  spanIdOf,
  type SpanOptions,
  traceIdOf,
  WINDOW,
} from './__testUtils__/spans';

const MEBIBYTE = 1024 * 1024;

describeOnClickHouse('ClickHouseTraceStore on bad data', getDatabase => {
  const options = () => ({ signal: new AbortController().signal });
  let nextTrace = 1;

  beforeAll(async () => {
    for (const table of LAYOUTS['text indexes and our copies'].tables) {
      await getDatabase().command(table);
    }
  });

  /** Each test has a trace and a service of its own. */
  async function store(...spans: Partial<SpanOptions>[]) {
    const number = nextTrace++;
    const traceId = traceIdOf(number);
    const service = `service-${number}`;
    await getDatabase().insert(
      'otel_traces',
      spans.map((span, index) =>
        createSpan({
          traceId,
          ServiceName: service,
          SpanId: spanIdOf(index + 1),
          ...span,
        }),
      ),
    );
    const traces = createStore(getDatabase());
    return {
      traceId,
      service,
      traces,
      trace: await traces.trace({ traceId }, options()),
      search: await traces.search(
        { ...WINDOW, services: [service], limit: 10 },
        options(),
      ),
    };
  }

  it('takes a span that ended before it began as one that took no time', async () => {
    // The exporter subtracts without sign.
    const { traces, trace, search, service } = await store({
      Duration: BigInt.asUintN(64, -5_000_000n),
    });

    expect(trace?.spans[0].durationNano).toBe('0');
    expect(trace?.durationNano).toBe('0');
    expect(search.traces[0].durationNano).toBe('0');
    const { total } = await traces.red(
      { ...WINDOW, service, stepSeconds: 60 },
      options(),
    );
    expect(total).toMatchObject({ requests: 1, p50Ms: 0, p99Ms: 0 });
    for (const [condition, count] of [
      [{ minDurationNano: 1n }, 0],
      [{ maxDurationNano: 1n }, 1],
    ] as const) {
      const { traces: found } = await traces.search(
        { ...WINDOW, ...condition, services: [service], limit: 10 },
        options(),
      );
      expect(found).toHaveLength(count);
    }
  });

  it('keeps a duration of a century to the nanosecond', async () => {
    const century = 100n * 365n * 86_400n * SECOND + 1n;
    const { trace, search } = await store({ Duration: century });

    expect(trace?.spans[0].durationNano).toBe(century.toString());
    expect(search.traces[0].durationNano).toBe(century.toString());
  });

  it('leaves out rows without a trace id', async () => {
    const { traces, search, service } = await store(
      { TraceId: '' },
      { SpanName: 'named' },
    );

    expect(search.traces).toHaveLength(1);
    expect(search.traces[0].spanCount).toBe(1);
    await expect(
      traces.trace({ traceId: '' }, options()),
    ).resolves.toBeUndefined();
    await expect(
      traces.operations({ ...WINDOW, service }, options()),
    ).resolves.toHaveLength(2);
  });

  it('takes an id of zeros for no parent, and shows spans without an id', async () => {
    const { trace, search } = await store(
      { ParentSpanId: '0000000000000000', SpanName: 'root' },
      { SpanId: '', ParentSpanId: spanIdOf(1), start: NOON + 1n },
    );

    expect(trace?.spans.map(span => [span.spanId, span.parentSpanId])).toEqual([
      [spanIdOf(1), undefined],
      ['', spanIdOf(1)],
    ]);
    expect(search.traces[0].root?.operation).toBe('root');
  });

  it('tolerates kinds and states that nobody knows', async () => {
    const { trace } = await store({ SpanKind: 'Robot', StatusCode: '7' });

    expect(trace?.spans[0]).toMatchObject({
      kind: 'unspecified',
      status: { code: 'unset' },
    });
  });

  it('has no root where spans are each other’s parent, or their own', async () => {
    const { trace, search } = await store(
      { ParentSpanId: spanIdOf(2) },
      { ParentSpanId: spanIdOf(1) },
      { ParentSpanId: spanIdOf(3) },
    );

    expect(trace?.spans).toHaveLength(3);
    expect(search.traces[0]).not.toHaveProperty('root');
    expect(search.traces[0].spanCount).toBe(3);
  });

  it('cuts a value of 10 MB where it is stored, and says how long it was', async () => {
    const { trace } = await store({
      SpanAttributes: { huge: 'є'.repeat(5 * MEBIBYTE), small: '<b>&amp;' },
      'Events.Timestamp': [`${NOON / SECOND}.0`],
      'Events.Name': ['dump'],
      'Events.Attributes': [{ huge: 'x'.repeat(MEBIBYTE) }],
    });
    const [span] = trace?.spans ?? [];

    expect(span.attributes.small).toBe('<b>&amp;');
    expect(span.attributes.huge).toBe(
      `${'є'.repeat(32 * 1024)}… [cut: ${10 * MEBIBYTE} bytes in all]`,
    );
    expect(span.events[0].attributes.huge).toMatch(
      /^x{65536}… \[cut: 1048576 bytes in all\]$/,
    );
  });

  it('keeps keys that JavaScript has plans for', async () => {
    const { trace } = await store({
      SpanAttributes: Object.fromEntries([
        ['__proto__', 'c'],
        ['constructor', 'a'],
      ]),
    });

    expect(Object.entries(trace?.spans[0].attributes ?? {}).sort()).toEqual([
      ['__proto__', 'c'],
      ['constructor', 'a'],
    ]);
  });

  it('reads a trace of 10,000 spans whole', async () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [
        `key-${index}`,
        `value-${index}`,
      ]),
    );
    const { trace } = await store(
      ...Array.from({ length: 10_000 }, (_, index) => ({
        SpanAttributes: attributes,
        ParentSpanId: index === 0 ? '' : spanIdOf(Math.ceil(index / 4)),
        start: NOON + BigInt(index),
      })),
    );
    expect(trace).toMatchObject({ spanCount: 10_000, truncated: false });
  });

  it('shows 50,000 spans of a larger trace, and counts them all', async () => {
    const database = getDatabase();
    const traceId = traceIdOf(999);
    await database.command(
      `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, SpanName, SpanKind, ServiceName, Duration, StatusCode)
        SELECT fromUnixTimestamp64Nano(toInt64(${NOON} + number)), '${traceId}',
          leftPad(lower(hex(number + 1)), 16, '0'), 'loop', 'Internal', 'loops', 1000 + number, 'Unset'
        FROM numbers(50010)`,
    );
    const trace = await createStore(database).trace({ traceId }, options());

    expect(trace).toMatchObject({
      truncated: true,
      spanCount: 50_010,
      startTimeUnixNano: NOON.toString(),
      durationNano: (1_000 + 2 * 50_009).toString(),
    });
    expect(trace?.spans).toHaveLength(50_000);
  }, 30_000);
});

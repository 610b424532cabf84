import { ServiceUnavailableError } from '@backstage/errors';
import {
  createClickHouseService,
  describeOnClickHouse,
} from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { ConfigReader } from '@backstage/config';
import { createStore } from './__testUtils__/createStore';
import { LAYOUTS } from './__testUtils__/layouts';
import {
  createSpan,
  NOON,
  SECOND,
  spanIdOf,
  traceIdOf,
  WINDOW,
} from './__testUtils__/spans';
import { ClickHouseTraceStore } from './ClickHouseTraceStore';
import { readLayout } from './layout/readLayout';
import { readSourceConfig } from './readSourceConfig';

const options = () => ({ signal: new AbortController().signal });
const readSource = (config: Record<string, string> = {}) =>
  readSourceConfig('test', new ConfigReader(config));

const BLOOM = LAYOUTS['bloom filters'];
const OLD = LAYOUTS['an old table without anything next to it'];
const COPY = LAYOUTS['text indexes and our copies'];

const EXPECTED = [
  [COPY, { items: true, times: true, copy: true }],
  [LAYOUTS['text indexes'], { items: true, times: true, copy: false }],
  [BLOOM, { items: false, times: true, copy: false }],
  [OLD, { items: false, times: false, copy: false }],
] as const;

describe.each(EXPECTED)('a layout of the exporter', (layout, expected) => {
  describeOnClickHouse('on ClickHouse', getDatabase => {
    it(`is found out: ${JSON.stringify(expected)}`, async () => {
      const database = getDatabase();
      for (const table of layout.tables) {
        await database.command(table);
      }
      const { items, traceTimes, byTrace } = await readLayout(
        database.service.connection(),
        readSource(),
        options(),
      );

      expect(items).toEqual({ span: expected.items, resource: expected.items });
      expect(traceTimes !== undefined).toBe(expected.times);
      expect(byTrace !== undefined).toBe(expected.copy);
    });
  });
});

describeOnClickHouse('ClickHouseTraceStore and its tables', getDatabase => {
  it('says what to do when there is no table', async () => {
    const store = createStore(getDatabase(), { table: 'spans_elsewhere' });

    await expect(store.services(WINDOW, options())).rejects.toThrow(
      ServiceUnavailableError,
    );
    await expect(store.capabilities(options())).rejects.toThrow(
      /no table 'spans_elsewhere'.*Collector's ClickHouse exporter/,
    );
  });

  it('says which columns are missing, and refuses attributes as JSON', async () => {
    const database = getDatabase();
    await database.command(
      'CREATE TABLE orders (Timestamp DateTime64(9)) ENGINE = MergeTree ORDER BY Timestamp',
    );
    await expect(
      createStore(database, { table: 'orders' }).capabilities(options()),
    ).rejects.toThrow(
      /not one of the OpenTelemetry Collector.*TraceId, SpanId/,
    );

    await database.command(
      OLD.tables[0]
        .replace('otel_traces', 'json_traces')
        .replace(/(?<=SpanAttributes )Map\([^,]*, String\)/, 'JSON'),
    );
    await expect(
      createStore(database, { table: 'json_traces' }).capabilities(options()),
    ).rejects.toThrow(/keeps attributes as JSON/);
  });

  it('reads a table from before spans had a scope', async () => {
    const database = getDatabase();
    await database.command(
      OLD.tables[0]
        .replace('otel_traces', 'unscoped')
        .replace('ScopeName String, ScopeVersion String, ', ''),
    );
    const traceId = traceIdOf(6);
    await database.insert('unscoped', [createSpan({ traceId })]);
    const trace = await createStore(database, { table: 'unscoped' }).trace(
      { traceId },
      options(),
    );

    expect(trace?.spans).toHaveLength(1);
    expect(trace?.spans[0]).not.toHaveProperty('scope');
  });

  it('reads tables of other names in another database', async () => {
    const database = getDatabase();
    const table = 'odd "name" `of` table';
    await database.command(
      BLOOM.tables[0].replace('otel_traces', '`odd "name" \\`of\\` table`'),
    );
    const traceId = traceIdOf(5);
    await database.insert(`\`odd "name" \\\`of\\\` table\``, [
      createSpan({ traceId }),
    ]);
    const store = createStore(database, { database: database.name, table });

    await expect(store.services(WINDOW, options())).resolves.toEqual(['bench']);
    await expect(store.trace({ traceId }, options())).resolves.toBeDefined();
  });

  it('looks at the tables again when they turn out to have changed', async () => {
    const database = getDatabase();
    for (const table of COPY.tables) {
      await database.command(table);
    }
    const store = createStore(database);
    const span = createSpan({ traceId: traceIdOf(1) });
    await database.insert('otel_traces', [span]);
    const query = { ...WINDOW, services: ['bench'], limit: 5 };
    const before = await store.search(query, options());

    for (const name of [
      'otel_traces_by_time',
      'otel_traces_by_trace',
      'otel_traces_trace_id_ts',
    ]) {
      await database.command(`DROP VIEW ${name}_mv`);
      await database.command(`DROP TABLE ${name}`);
    }

    await expect(store.search(query, options())).resolves.toEqual(before);
    expect(before.traces).toHaveLength(1);
  });

  it('finds traces from before the tables next to it were made', async () => {
    const database = getDatabase();
    // The views are gone since the test before: what comes now is in no other table.
    const traceId = traceIdOf(2);
    await database.insert('otel_traces', [
      createSpan({ traceId, ServiceName: 'early', start: NOON - SECOND }),
    ]);
    for (const table of COPY.tables.slice(1)) {
      await database.command(table);
    }
    await database.insert('otel_traces', [
      createSpan({ traceId: traceIdOf(3), ServiceName: 'early' }),
    ]);
    const store = createStore(database);
    const { traces } = await store.search(
      { ...WINDOW, services: ['early'], limit: 5 },
      options(),
    );

    expect(traces.map(trace => trace.traceId)).toEqual([traceIdOf(3), traceId]);
    expect(traces.map(({ spanCount }) => spanCount)).toEqual([1, 1]);
    await expect(store.trace({ traceId }, options())).resolves.toMatchObject({
      spanCount: 1,
    });
  });

  it('gives exactly the services and operations of the window', async () => {
    const database = getDatabase();
    await database.insert('otel_traces', [
      createSpan({
        traceId: traceIdOf(7),
        ServiceName: 'yesterday',
        SpanName: 'old',
        start: WINDOW.from - 1n,
      }),
    ]);
    const store = createStore(database);

    await expect(store.services(WINDOW, options())).resolves.not.toContain(
      'yesterday',
    );
    await expect(
      store.operations({ ...WINDOW, service: 'yesterday' }, options()),
    ).resolves.toEqual([]);
  });
});

describeOnClickHouse('ClickHouseTraceStore at its limits', getDatabase => {
  const ROWS = 300_000;

  beforeAll(async () => {
    const database = getDatabase();
    await database.command(BLOOM.tables[0]);
    await database.command(
      `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, SpanName, SpanKind, ServiceName, Duration)
        SELECT fromUnixTimestamp64Nano(toInt64(${
          WINDOW.from
        } + number * 100000)),
          hex(sipHash128(intDiv(number, 10))), '${spanIdOf(1)}', '${spanIdOf(
        2,
      )}',
          toString(number % 7), 'Server', toString(number % 3), number
        FROM numbers(${ROWS})`,
    );
  }, 60_000);

  it('asks for a narrower question when a query would read too much', async () => {
    const { service, close } = createClickHouseService({
      url: getDatabase().url,
      limits: { memory: 1_000_000 },
    });
    const store = ClickHouseTraceStore.create({
      connection: service.connection(),
      source: readSource(),
    });

    await expect(store.edges(WINDOW, options())).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('shorter time range'),
    });
    await close();
  });

  it('is unavailable where nothing listens', async () => {
    const { service, close } = createClickHouseService({
      url: 'http://portal:secret@127.0.0.1:1',
    });
    const store = ClickHouseTraceStore.create({
      connection: service.connection(),
      source: readSource(),
    });
    const failure = await store.services(WINDOW, options()).catch(String);

    expect(failure).toMatch(/^ServiceUnavailableError: .*127\.0\.0\.1:1/);
    expect(failure).not.toContain('secret');
    await close();
  });

  it('ends its query on the server when nobody waits any more', async () => {
    const database = getDatabase();
    const store = createStore(database);
    await store.capabilities(options());
    const controller = new AbortController();
    const answers = Array.from({ length: 4 }, () =>
      store.edges(WINDOW, { signal: controller.signal }),
    );
    controller.abort(new Error('gone'));

    for (const answer of answers) {
      await expect(answer).rejects.toThrow('gone');
    }
    await expect(store.services(WINDOW, options())).resolves.toHaveLength(3);
  });
});

import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { type TracePosition } from '@shop-platform/backstage-plugin-traces-node';
import { createStore } from './__testUtils__/createStore';
import { LAYOUTS } from './__testUtils__/layouts';
import {
  createSpan,
  NOON,
  SECOND,
  spanIdOf,
  traceIdOf,
} from './__testUtils__/spans';

const DAY = 86_400n * SECOND;
const TRACES = 80;

describeOnClickHouse('search over a wide window', getDatabase => {
  const options = () => ({ signal: new AbortController().signal });
  const query = { from: NOON - 30n * DAY, to: NOON + DAY, services: ['bench'] };

  beforeAll(async () => {
    const database = getDatabase();
    for (const table of LAYOUTS['text indexes'].tables) {
      await database.command(table);
    }
    // Each trace has a span of its own time, spread over weeks, and an older one at the same nanosecond as all others.
    const rows = Array.from({ length: TRACES }, (_, index) => [
      createSpan({
        traceId: traceIdOf(index),
        SpanId: spanIdOf(1),
        start: NOON - BigInt(index ** 2) * 300n * SECOND,
        SpanAttributes: { parity: index % 2 === 0 ? 'even' : 'odd' },
      }),
      createSpan({
        traceId: traceIdOf(index),
        SpanId: spanIdOf(2),
        start: NOON - 29n * DAY,
      }),
    ]).flat();
    await database.insert('otel_traces', rows);
    // A busy hour of another service, so that what is looked through at once is narrow.
    await database.command(
      `INSERT INTO otel_traces (Timestamp, TraceId, ServiceName)
        SELECT toDateTime64('2026-02-20 12:00:00', 9, 'UTC') + number % 3600, hex(number), 'busy'
        FROM numbers(100000)`,
    );
  });

  async function readPages(limit: number) {
    const store = createStore(getDatabase());
    const found: string[] = [];
    let after: TracePosition | undefined;
    for (;;) {
      const page = await store.search({ ...query, limit, after }, options());
      found.push(...page.traces.map(({ traceId }) => traceId));
      after = page.traces.at(-1)?.position;
      if (!page.moreExist) {
        return found;
      }
    }
  }

  it.each([9, 30, TRACES])(
    'pages by %i through traces that all match once more long before',
    async limit => {
      expect(await readPages(limit)).toEqual(
        Array.from({ length: TRACES }, (_, index) => traceIdOf(index)),
      );
    },
  );

  it('finds the one trace of a month, and that there is no other', async () => {
    const store = createStore(getDatabase());
    const { traces, moreExist } = await store.search(
      {
        ...query,
        to: NOON - 21n * DAY,
        attributes: [{ key: 'parity', value: 'odd' }],
        limit: 1,
      },
      options(),
    );

    expect(traces.map(({ traceId }) => traceId)).toEqual([traceIdOf(79)]);
    expect(moreExist).toBe(false);
    expect(traces[0].spanCount).toBe(2);
  });
});

import { mockCredentials } from '@backstage/backend-test-utils';
import { type JsonObject } from '@backstage/types';
import { MemoryTraceStore } from '../__testUtils__/MemoryTraceStore';
import { createComponent, startTraces } from '../__testUtils__/startTraces';
import {
  createTrace,
  EPOCH_MS,
  timeAt,
  traceIdOf,
  type SpanOptions,
} from '../__testUtils__/traces';

const hour = { from: timeAt(0), to: timeAt(3_600_000) };
const span = (
  spanId: string,
  parentSpanId: string | undefined,
  [at, end]: [number, number],
  options: Partial<SpanOptions> = {},
): SpanOptions => ({
  spanId,
  parentSpanId,
  service: 'orders',
  operation: spanId,
  at,
  durationMs: end - at,
  ...options,
});

// The two calls run side by side; only the later of them is waited for.
const order = createTrace(traceIdOf(1), [
  span('POST /orders', undefined, [0, 3020]),
  span('reserve', 'POST /orders', [100, 1000], { service: 'stock' }),
  span('pay', 'POST /orders', [100, 3000], {
    service: 'payments',
    error: 'charge failed',
  }),
  span('charge', 'pay', [150, 2950], {
    service: 'payments',
    error: 'liqpay timed out',
    attributes: { 'peer=name': 'liqpay' },
  }),
]);

describe('find-traces', () => {
  const eu = new MemoryTraceStore();
  let portal: Awaited<ReturnType<typeof startTraces>>;

  beforeAll(async () => {
    portal = await startTraces({
      stores: { eu },
      entities: [createComponent('orders', 'orders')],
    });
  });

  beforeEach(() => {
    eu.traces = [order];
    eu.interrupt = () => {};
    Object.assign(portal.grants, { entities: 'all', unregistered: true });
    portal.auditor.createEvent.mockClear();
  });

  const invoke = async (input: JsonObject) => {
    const { output } = await portal.actionsRegistry.invoke({
      id: 'test:find-traces',
      input,
      credentials: mockCredentials.user(),
    });
    return output;
  };

  it('lists traces with where to read on', async () => {
    const output = await invoke({
      ...hour,
      service: 'payments',
      operation: 'charge',
      errorsOnly: true,
      minDurationMs: 2000,
      attributes: { 'peer=name': 'liqpay' },
    });

    expect(output).toEqual({
      ...hour,
      traces: [
        {
          traceId: order.traceId,
          root: 'POST /orders in orders',
          startTime: timeAt(0),
          durationMs: 3020,
          spanCount: 4,
          errorCount: 2,
          restrictedSpanCount: 0,
          services: ['orders', 'stock', 'payments'],
          url: `http://portal.test/traces/trace/${order.traceId}`,
        },
      ],
      moreExist: false,
      notes: [],
    });
    expect(eu.calls.at(-1)?.query).toMatchObject({
      errors: true,
      limit: 20,
      minDurationNano: 2_000_000_000n,
      attributes: [{ key: 'peer=name', value: 'liqpay' }],
    });
  });

  it('looks at the last hour unless told otherwise', async () => {
    jest.useFakeTimers({
      doNotFake: ['performance', 'setTimeout'],
      now: EPOCH_MS + 3_600_000,
    });
    try {
      expect(await invoke({})).toMatchObject({
        ...hour,
        traces: [{ traceId: order.traceId }],
      });
      expect(await invoke({ to: timeAt(-1), limit: 5 })).toMatchObject({
        from: timeAt(-3_600_001),
        traces: [],
      });
    } finally {
      jest.useRealTimers();
    }
  });

  it('pages', async () => {
    eu.traces = [1, 2, 3].map(id =>
      createTrace(traceIdOf(id), [span('a', undefined, [0, 1])]),
    );

    const first = await invoke({ ...hour, limit: 2 });
    expect(first).toMatchObject({ moreExist: true });
    const { nextCursor } = Object(first);
    expect(
      await invoke({ ...hour, limit: 2, cursor: nextCursor }),
    ).toMatchObject({
      traces: [{ traceId: traceIdOf(3) }],
      moreExist: false,
    });
  });

  it('reads what the caller may, and says what it refuses', async () => {
    Object.assign(portal.grants, { unregistered: false });

    expect(await invoke(hour)).toMatchObject({
      traces: [{ services: ['orders'], errorCount: 0, restrictedSpanCount: 3 }],
    });
    await expect(invoke({ ...hour, service: 'payments' })).rejects.toThrow(
      /may not read the traces of 'payments'/,
    );
    await expect(invoke({ ...hour, limit: 101 })).rejects.toThrow(
      /[Ii]nvalid input/,
    );
    await expect(invoke({ from: hour.to, to: hour.from })).rejects.toThrow(
      /from has to lie before to/,
    );
  });
});

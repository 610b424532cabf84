import { mockCredentials } from '@backstage/backend-test-utils';
import { type JsonObject } from '@backstage/types';
import { MemoryTraceStore } from '../__testUtils__/MemoryTraceStore';
import { createComponent, startTraces } from '../__testUtils__/startTraces';
import {
  createTrace,
  timeAt,
  traceIdOf,
  type SpanOptions,
} from '../__testUtils__/traces';

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

describe('get-trace', () => {
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
      id: 'test:get-trace',
      input,
      credentials: mockCredentials.user(),
    });
    return output;
  };

  it('tells the story of a trace', async () => {
    expect(await invoke({ traceId: order.traceId })).toEqual({
      sentence:
        'POST /orders in orders took 3.02 s, with an error in charge in payments: liqpay timed out.',
      traceId: order.traceId,
      url: `http://portal.test/traces/trace/${order.traceId}`,
      startTime: timeAt(0),
      durationMs: 3020,
      spanCount: 4,
      restrictedSpanCount: 0,
      services: [
        { service: 'payments', spanCount: 2, errorCount: 2 },
        { service: 'orders', spanCount: 1, errorCount: 0 },
        { service: 'stock', spanCount: 1, errorCount: 0 },
      ],
      criticalPath: [
        {
          spanId: 'charge',
          service: 'payments',
          operation: 'charge',
          startMs: 150,
          durationMs: 2800,
          selfMs: 2800,
        },
        expect.objectContaining({ spanId: 'POST /orders', selfMs: 120 }),
        expect.objectContaining({ spanId: 'pay', selfMs: 100 }),
      ],
      errors: [
        expect.objectContaining({ spanId: 'pay', message: 'charge failed' }),
        expect.objectContaining({
          spanId: 'charge',
          message: 'liqpay timed out',
        }),
      ],
      notes: [],
    });
    expect(portal.auditor.createEvent.mock.calls).toEqual([
      [
        {
          eventId: 'trace-fetch',
          severityLevel: 'low',
          meta: { queryType: 'action', traceId: order.traceId },
        },
      ],
    ]);
  });

  it('is short, and says what it leaves out', async () => {
    eu.traces = [
      {
        ...createTrace(traceIdOf(1), [
          span('root', undefined, [0, 1000]),
          ...Array.from({ length: 500 }, (_, index) =>
            span(`call-${index}`, 'root', [index * 2, index * 2 + 1], {
              error: 'x'.repeat(10_000),
            }),
          ),
        ]),
        spanCount: 90_000,
        truncated: true,
      },
    ];
    const output = await invoke({ traceId: traceIdOf(1) });

    expect(JSON.stringify(output).length).toBeLessThan(20_000);
    expect(output).toMatchObject({
      notes: [
        '25 of 501 spans of the critical path are listed.',
        '25 of 500 spans with an error are listed.',
        'The trace has 90000 spans; 501 of them were read.',
      ],
    });
    const more = await invoke({
      traceId: traceIdOf(1),
      maxSpans: 100,
    });
    expect(more).toMatchObject({ criticalPath: { length: 100 } });
  });

  it.each<[string, SpanOptions[], string]>([
    [
      'a lone span',
      [span('a', undefined, [0, 8.2])],
      'a in orders took 8.2 ms.',
    ],
    [
      'a slow call',
      [span('a', undefined, [0, 2000]), span('b', 'a', [10, 1990])],
      'a in orders took 2 s, 1.98 s of it in b in orders.',
    ],
    [
      'a failure of its own',
      [span('a', undefined, [0, 5], { error: 'no stock' })],
      'a in orders took 5 ms and failed: no stock.',
    ],
    [
      'a missing root',
      [span('b', 'gone', [0, 3]), span('c', 'gone', [1, 9])],
      'c in orders took 8 ms.',
    ],
    [
      'nothing but cycles',
      [span('a', 'b', [0, 3]), span('b', 'a', [0, 4]), span('c', 'c', [0, 1])],
      'b in orders took 4 ms, 3 ms of it in a in orders.',
    ],
    [
      'one id twice, and time that runs backwards',
      [
        span('a', undefined, [0, 3]),
        span('a', undefined, [0, -9]),
        span('b', 'a', [2, 1]),
      ],
      'a in orders took 3 ms.',
    ],
  ])('copes with %s', async (_, spans, sentence) => {
    eu.traces = [createTrace(traceIdOf(1), spans)];

    expect(await invoke({ traceId: traceIdOf(1) })).toMatchObject({ sentence });
  });

  it('copes with a chain as deep as it is long', async () => {
    const depth = 20_000;
    eu.traces = [
      createTrace(
        traceIdOf(1),
        Array.from({ length: depth }, (_, index) =>
          span(`${index}`, index ? `${index - 1}` : undefined, [
            index,
            2 * depth - index,
          ]),
        ),
      ),
    ];

    expect(await invoke({ traceId: traceIdOf(1) })).toMatchObject({
      notes: [expect.stringMatching(/of 20000 spans/)],
    });
  });

  it('names what the caller may not read, without its name', async () => {
    Object.assign(portal.grants, { unregistered: false });
    const output = await invoke({ traceId: order.traceId });

    expect(output).toMatchObject({
      sentence:
        'POST /orders in orders took 3.02 s, 2.8 s of it in (a service you may not read).',
      restrictedSpanCount: 3,
      services: [{ service: 'orders' }],
      errors: [],
    });
    expect(JSON.stringify(output)).not.toMatch(/payments|stock|liqpay/);
  });

  it('refuses ids that are none', async () => {
    await expect(invoke({ traceId: 'latest' })).rejects.toThrow(
      /not hexadecimal/,
    );
    expect(portal.auditor.createEvent).not.toHaveBeenCalled();
  });
});

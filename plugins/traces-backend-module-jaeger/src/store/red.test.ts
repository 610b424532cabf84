import { type ServerResponse } from 'node:http';
import {
  fail,
  parametersOf,
  send,
  startJaeger,
  type StartedJaeger,
} from '../__testUtils__/startJaeger';

const FROM_MS = Date.UTC(2026, 2, 1, 12);
const MINUTE_MS = 60_000;
const MILLISECOND = 1_000_000n;

let jaeger: StartedJaeger;

afterEach(() => jaeger.stop());

const options = () => ({ signal: new AbortController().signal });

type Point = [timeMs: number, value: number | string];

function createMetric(service: string, points: Point[], operation?: string) {
  return {
    labels: [
      { name: 'service_name', value: service },
      ...(operation ? [{ name: 'operation', value: operation }] : []),
    ],
    metricPoints: points.map(([timeMs, doubleValue]) => ({
      timestamp: new Date(timeMs).toISOString(),
      gaugeValue: { doubleValue },
    })),
  };
}

function measure(window: {
  fromMs?: number;
  minutes: number;
  operation?: string;
  peer?: string;
}) {
  const { fromMs = FROM_MS, minutes, operation, peer } = window;
  const query = {
    from: BigInt(fromMs) * MILLISECOND,
    to: BigInt(fromMs + minutes * MINUTE_MS) * MILLISECOND,
    service: 'core-service',
    stepSeconds: 60,
    operation,
    peer,
  };
  return jaeger.store.red(query, options());
}

/** As ClickHouse answers: by the beginnings of whole minutes, and nothing about a single moment. */
function answerByBuckets(values: Record<string, number>) {
  return (url: URL, response: ServerResponse) => {
    const { lookback, quantile = '' } = parametersOf(url);
    const value = values[quantile];
    const points: Point[] = [
      [FROM_MS - MINUTE_MS, 100],
      [FROM_MS, value],
      [FROM_MS + 2 * MINUTE_MS, value * 2],
    ];
    send(response, {
      metrics: lookback === '0' ? [] : [createMetric('core-service', points)],
    });
  };
}

describe('rate, errors and duration', () => {
  it.each([
    ['on the minute', 0],
    ['off the minute', 20_000],
  ])(
    'come out of storages that cut time into pieces, in a window that begins %s',
    async (_, offMs) => {
      jaeger = await startJaeger({
        '/api/metrics/calls': answerByBuckets({ '': 2 }),
        '/api/metrics/errors': answerByBuckets({ '': 0.25 }),
        '/api/metrics/latencies': answerByBuckets({
          '0.5': 10,
          '0.95': 20,
          '0.99': 30,
        }),
      });

      const answer = await measure({ fromMs: FROM_MS + offMs, minutes: 3 });

      expect(answer).toEqual({
        points: [
          {
            time: new Date(FROM_MS + offMs).toISOString(),
            requests: 120,
            errors: 30,
            p50Ms: 10,
            p95Ms: 20,
            p99Ms: 30,
          },
          {
            time: new Date(FROM_MS + offMs + MINUTE_MS).toISOString(),
            requests: 0,
            errors: 0,
          },
          {
            time: new Date(FROM_MS + offMs + 2 * MINUTE_MS).toISOString(),
            requests: 240,
            errors: 120,
            p50Ms: 20,
            p95Ms: 40,
            p99Ms: 60,
          },
        ],
        // The quantiles of the whole cannot be made from those of its parts.
        total: { requests: 360, errors: 150 },
      });
    },
  );

  it("are asked for in Jaeger's words", async () => {
    jaeger = await startJaeger({
      '/api/metrics/calls': {},
      '/api/metrics/errors': {},
      '/api/metrics/latencies': {},
    });

    await measure({ minutes: 2, operation: 'POST /orders' });

    const common = {
      service: 'core-service',
      spanKind: 'consumer',
      groupByOperation: 'true',
      // A moment that no storage takes for the beginning of a minute.
      endTs: String(FROM_MS + 2 * MINUTE_MS + 1),
      step: '60000',
    };
    const series = { ...common, lookback: '120000', ratePer: '60000' };
    const whole = { ...common, lookback: '0', ratePer: '120000' };
    expect(
      jaeger.asked.map(url => ({
        path: url.pathname,
        ...parametersOf(url),
      })),
    ).toEqual(
      expect.arrayContaining([
        { path: '/api/metrics/calls', ...series },
        { path: '/api/metrics/errors', ...series },
        ...['0.5', '0.95', '0.99'].flatMap(quantile => [
          { path: '/api/metrics/latencies', quantile, ...series },
          { path: '/api/metrics/latencies', quantile, ...whole },
        ]),
      ]),
    );
    expect(jaeger.asked).toHaveLength(8);
    expect(jaeger.asked[0].searchParams.getAll('spanKind')).toEqual([
      'server',
      'consumer',
    ]);
  });

  it('leave out the quantiles of a whole that Jaeger would cut short', async () => {
    jaeger = await startJaeger({
      '/api/metrics/calls': {},
      '/api/metrics/errors': {},
      '/api/metrics/latencies': {},
    });

    await measure({ minutes: 90 });

    expect(
      jaeger.asked.filter(url => parametersOf(url).lookback === '0'),
    ).toEqual([]);
  });

  it('are those of the operation alone, and nothing where Jaeger has no number', async () => {
    const endMs = FROM_MS + MINUTE_MS + 1;
    const answer = (asked: number | string, other: number) => ({
      metrics: [
        createMetric('core-service', [[endMs, other]], 'GET /orders'),
        createMetric('core-service', [[endMs, asked]], 'POST /orders'),
      ],
    });
    jaeger = await startJaeger({
      '/api/metrics/calls': answer(1, 5),
      '/api/metrics/errors': answer('NaN', 1),
      '/api/metrics/latencies': answer('NaN', 7),
    });

    await expect(
      measure({ minutes: 1, operation: 'POST /orders' }),
    ).resolves.toMatchObject({
      points: [{ requests: 60, errors: 0 }],
      total: { requests: 60, errors: 0 },
    });
  });

  it('are not counted by peer', async () => {
    jaeger = await startJaeger({});

    await expect(
      measure({ minutes: 1, peer: 'payments-service' }),
    ).rejects.toMatchObject({ name: 'NotImplementedError' });
    expect(jaeger.asked).toEqual([]);
  });

  it('fail with what Jaeger says', async () => {
    jaeger = await startJaeger({
      '/api/metrics/calls': fail(500, '{"errors":[{"msg":"no Prometheus"}]}\n'),
      '/api/metrics/errors': {},
      '/api/metrics/latencies': {},
    });

    await expect(measure({ minutes: 1 })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/: no Prometheus$/),
    });
  });
});

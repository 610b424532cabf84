import { type RedTotal } from '@shop-platform/backstage-plugin-traces-common';
import { type RedQuery } from '../TraceStore';
import { type Suite } from './describeTraceStore';
import { expectedEdges, expectedRequests } from './expected';
import { HOSTILE_TEXTS } from './hostileTexts';
import { type ConformanceSpan, SECOND, WHOLE } from './model';

const STEP_SECONDS = 30;

const SERVICES: Record<
  string,
  Omit<RedQuery, 'from' | 'to' | 'stepSeconds'>
> = {
  'a service': { service: 'payments-service' },
  'a service with a span just before a step': { service: 'storefront' },
  'a service that was asked two things': { service: 'core-service' },
  'an operation': { service: 'storefront', operation: 'POST /checkout' },
  'a consumer of messages': { service: 'notifications-service' },
  'a service that answers nothing': { service: 'no-such-service' },
};

const PEERS: typeof SERVICES = {
  'what a service calls': { service: 'storefront', peer: 'core-service' },
  'an operation of what a service calls': {
    service: 'core-service',
    operation: 'POST /charge',
    peer: 'payments-service',
  },
  'whom a service sends messages': {
    service: 'core-service',
    peer: 'notifications-service',
  },
  'what a service does not call': {
    service: 'payments-service',
    peer: 'storefront',
  },
};

const milliseconds = (span: ConformanceSpan) => Number(span.duration) / 1e6;

/** Quantiles may be estimates: between the neighbours ten percentiles away. */
function expectPlausible(numbers: RedTotal, requests: ConformanceSpan[]): void {
  const sorted = requests.map(milliseconds).sort((a, b) => a - b);
  const at = (rank: number) => {
    const index = Math.round(
      Math.min(1, Math.max(0, rank)) * (sorted.length - 1),
    );
    return sorted[index];
  };
  const { p50Ms, p95Ms, p99Ms } = numbers;
  if (sorted.length === 0) {
    expect({ p50Ms, p95Ms, p99Ms }).toEqual({});
    return;
  }
  const pairs = [
    [p50Ms, 0.5],
    [p95Ms, 0.95],
    [p99Ms, 0.99],
  ] as const;
  for (const [value, rank] of pairs) {
    // Estimates are kept as 32-bit floats in some stores.
    expect(value).toBeGreaterThanOrEqual(at(rank - 0.1) * 0.99);
    expect(value).toBeLessThanOrEqual(at(rank + 0.1) * 1.01);
  }
}

const counts = (spans: ConformanceSpan[]) => ({
  requests: spans.length,
  errors: spans.filter(span => span.status.code === 'error').length,
});

/** Asks, and compares each point and the whole with the spans that have to be counted. */
async function checkRed(
  { store, options }: Suite,
  query: (typeof SERVICES)[string],
) {
  const requests = expectedRequests(query);
  const { points, total } = await store().red(
    { ...WHOLE, ...query, stepSeconds: STEP_SECONDS },
    options(),
  );
  const step = BigInt(STEP_SECONDS) * SECOND;

  expect(points).toHaveLength(Number((WHOLE.to - WHOLE.from) / step));
  points.forEach((point, index) => {
    const from = WHOLE.from + BigInt(index) * step;
    const within = requests.filter(
      ({ start }) => start >= from && start < from + step,
    );
    expect(Date.parse(point.time)).toBe(Number(from / 1_000_000n));
    expect(point).toMatchObject(counts(within));
    expectPlausible(point, within);
  });
  expect(total).toMatchObject(counts(requests));
  expectPlausible(total, requests);
}

/** Rate, errors and duration, and the map of who calls whom. */
export function describeMetrics(suite: Suite): void {
  const { capabilities, describe, it, store, options } = suite;

  describe('rate, errors and duration', () => {
    if (!capabilities.red) {
      it('are not asked for', async () => {
        const declared = await store().capabilities(options());
        expect(declared).toMatchObject({ red: false, redByPeer: false });
      });
      return;
    }

    it.each(Object.entries(SERVICES))('of %s', (_, query) =>
      checkRed(suite, query),
    );

    if (capabilities.redByPeer) {
      it.each(Object.entries(PEERS))('of %s', (_, query) =>
        checkRed(suite, query),
      );
    } else {
      it('are not asked for by peer', async () => {
        const declared = await store().capabilities(options());
        expect(declared.redByPeer).toBe(false);
      });
    }

    it('have a last point that ends with the window', async () => {
      const window = { from: WHOLE.from, to: WHOLE.from + 100n * SECOND };
      const { points, total } = await store().red(
        { ...window, service: 'storefront', stepSeconds: 30 },
        options(),
      );
      const requests = expectedRequests({ service: 'storefront' }).filter(
        ({ start }) => start < window.to,
      );

      expect(points).toHaveLength(4);
      expect(total).toMatchObject(counts(requests));
      expect(points.reduce((sum, point) => sum + point.requests, 0)).toBe(
        requests.length,
      );
    });

    it('are zero for an attack', async () => {
      for (const text of HOSTILE_TEXTS) {
        const { total } = await store().red(
          { ...WHOLE, service: text, operation: text, stepSeconds: 60 },
          options(),
        );
        expect(total).toEqual({ requests: 0, errors: 0 });
      }
    });
  });

  describeEdges(suite);
}

function describeEdges({
  capabilities,
  describe,
  it,
  store,
  options,
}: Suite): void {
  describe('the map of services', () => {
    if (!capabilities.edges) {
      it('is not asked for', async () => {
        const declared = await store().capabilities(options());
        expect(declared.edges).toBe(false);
      });
      return;
    }

    it('has every call from one service to another', async () => {
      const edges = await store().edges(WHOLE, options());
      const keyOf = (edge: { caller: string; callee: string }) =>
        `${edge.caller} → ${edge.callee}`;
      const expected = new Map(
        expectedEdges().map(edge => [keyOf(edge), edge.children]),
      );

      expect(edges.map(keyOf).sort()).toEqual([...expected.keys()].sort());
      for (const edge of edges) {
        const children = expected.get(keyOf(edge)) ?? [];
        const { requests, errors } = counts(children);
        expect(edge.requests).toBe(requests);
        if (edge.errors !== undefined) {
          expect(edge.errors).toBe(errors);
        }
        if (edge.p95Ms !== undefined) {
          const durations = children.map(milliseconds);
          expect(edge.p95Ms).toBeGreaterThanOrEqual(
            Math.min(...durations) * 0.99,
          );
          expect(edge.p95Ms).toBeLessThanOrEqual(Math.max(...durations) * 1.01);
        }
      }
    });

    it('is empty where nothing was sent', async () => {
      const window = { from: WHOLE.to, to: WHOLE.to + 60n * SECOND };
      await expect(store().edges(window, options())).resolves.toEqual([]);
    });
  });
}

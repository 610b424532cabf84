import {
  type SourceAnswer,
  type Span,
  type Trace,
  type TraceSummary,
} from '@shop-platform/backstage-plugin-traces-common';
import { createRandom } from './random';

const NANOS_PER_MILLI = 1_000_000n;

/** What the shop is asked for, and which services that takes. */
const REQUESTS = [
  {
    operation: 'POST /orders',
    services: [
      'storefront',
      'core-service',
      'inventory-service',
      'payments-service',
      'notifications-service',
    ],
    typicalMs: 420,
  },
  {
    operation: 'GET /products',
    services: ['storefront', 'core-service'],
    typicalMs: 35,
  },
  {
    operation: 'GET /orders/{id}',
    services: ['storefront', 'core-service', 'shipping-service'],
    typicalMs: 90,
  },
  {
    operation: 'POST /search <b>with</b> markup',
    services: ['storefront', 'core-service'],
    typicalMs: 8,
  },
];

export const SAMPLE_SERVICES = [
  ...new Set(REQUESTS.flatMap(({ services }) => services)),
];

function nanoseconds(milliseconds: number): string {
  return String(BigInt(Math.round(milliseconds * 1_000)) * 1_000n);
}

/** The requests of a window, the newest first. */
export function sampleSummaries(from: Date, to: Date): TraceSummary[] {
  const random = createRandom(7);
  const length = to.getTime() - from.getTime();
  return Array.from({ length: 400 }, (_, index): TraceSummary => {
    const request = REQUESTS[Math.floor(random() * REQUESTS.length)];
    const isBad = random() < 0.06;
    const durationMs =
      request.typicalMs * Math.exp((random() - 0.5) * 2) * (isBad ? 7 : 1);
    const restricted = random() < 0.1 ? 3 : 0;
    const startMs = to.getTime() - (length * (index + random())) / 400;
    const services = request.services.map((service, place) => ({
      service,
      spanCount: 2 + Math.floor(random() * 8),
      errorCount: isBad && place === request.services.length - 1 ? 1 : 0,
    }));
    return {
      traceId: (0x1000_0000_0000 + index).toString(16).padStart(32, 'a'),
      source: 'sample',
      root:
        random() < 0.03
          ? undefined
          : { service: request.services[0], operation: request.operation },
      startTimeUnixNano: nanoseconds(startMs),
      durationNano: nanoseconds(durationMs),
      spanCount: services.reduce((sum, one) => sum + one.spanCount, restricted),
      errorCount: isBad ? 1 : 0,
      services,
      restrictedSpanCount: restricted,
    };
  });
}

function sampleSpan(index: number, start: bigint, random: () => number): Span {
  const isBad = random() < 0.02;
  return {
    spanId: index.toString(16).padStart(16, '0'),
    parentSpanId:
      index === 0
        ? undefined
        : Math.floor((index - 1) / 3)
            .toString(16)
            .padStart(16, '0'),
    resource: index % SAMPLE_SERVICES.length,
    operation: index === 0 ? 'POST /orders' : `step ${index}`,
    kind: index === 0 ? 'server' : 'internal',
    startTimeUnixNano: String(start + BigInt(index) * NANOS_PER_MILLI),
    durationNano: nanoseconds(index === 0 ? 3_020 : 5 + random() * 200),
    status: isBad
      ? { code: 'error', message: 'liqpay timed out' }
      : { code: 'ok' },
    attributes: { 'http.request.method': 'POST', 'shop.step': String(index) },
    events: [],
    links: [],
  };
}

/** A trace; its id says how many spans it has: the digits after the last `f`. */
export function sampleTrace(traceId: string, sources: SourceAnswer[]): Trace {
  const wanted = Number(/f(\d+)$/.exec(traceId)?.[1] ?? 60);
  const random = createRandom(wanted);
  const start = BigInt(Date.now() - 60_000) * NANOS_PER_MILLI;
  const spans = Array.from({ length: wanted }, (_, index) =>
    sampleSpan(index, start, random),
  );
  return {
    traceId,
    startTimeUnixNano: String(start),
    durationNano: nanoseconds(3_020),
    spanCount: spans.length,
    truncated: false,
    resources: SAMPLE_SERVICES.map(service => ({
      service,
      attributes: { 'service.name': service },
    })),
    spans,
    sources,
  };
}

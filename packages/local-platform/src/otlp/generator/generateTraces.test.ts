import { generateTraces } from './generateTraces';
import { Span, TraceRequest } from './types';

const window = {
  from: new Date('2026-11-01T00:00:00Z'),
  to: new Date('2026-11-01T01:00:00Z'),
};

type Found = Span & { service: string };

function spansOf(requests: Iterable<TraceRequest>): Found[] {
  return [...requests].flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ resource, scopeSpans }) => {
      const [name] = resource.attributes;
      const service = 'stringValue' in name.value ? name.value.stringValue : '';
      return scopeSpans.flatMap(({ spans }) =>
        spans.map(span => ({ ...span, service })),
      );
    }),
  );
}

describe('generateTraces', () => {
  it.each(['shop', 'benchmark'] as const)(
    'makes whole %s traces, the same for the same seed',
    flavour => {
      const options = { flavour, traces: 500, ...window };
      const spans = spansOf(generateTraces({ ...options, seed: 1 }));
      expect(spansOf(generateTraces({ ...options, seed: 1 }))).toEqual(spans);
      expect(spansOf(generateTraces({ ...options, seed: 2 }))).not.toEqual(
        spans,
      );
      const byId = new Map(spans.map(span => [span.spanId, span]));
      expect(byId.size).toBe(spans.length);
      const roots = spans.filter(span => span.parentSpanId === undefined);
      expect(roots).toHaveLength(500);
      for (const span of spans) {
        expect(span.traceId).toMatch(/^[\da-f]{32}$/);
        expect(BigInt(span.endTimeUnixNano)).toBeGreaterThan(
          BigInt(span.startTimeUnixNano),
        );
      }
      for (const span of spans.filter(({ parentSpanId }) => parentSpanId)) {
        expect(byId.get(span.parentSpanId ?? '')?.traceId).toBe(span.traceId);
      }
    },
  );

  it('tells the story of the shop', () => {
    const spans = spansOf(
      generateTraces({
        flavour: 'shop',
        seed: 1,
        traces: 1000,
        errorRate: 0.1,
        largeTraceSpans: 10_000,
        ...window,
      }),
    );
    expect(new Set(spans.map(span => span.service))).toEqual(
      new Set([
        'core-service',
        'storefront-service',
        'inventory-service',
        'payments-service',
        'shipping-service',
        'notifications-service',
        'analytics-etl',
      ]),
    );
    const failed = new Set(
      spans.filter(span => span.status?.code === 2).map(span => span.traceId),
    );
    expect(failed.size).toBeGreaterThan(50);
    expect(failed.size).toBeLessThan(150);
    const thrown = spans.filter(span => span.events?.[0].name === 'exception');
    expect(new Set(thrown.map(span => span.traceId))).toEqual(failed);

    const consumers = spans.filter(span => span.kind === 5);
    const producers = new Map(
      spans.filter(span => span.kind === 4).map(span => [span.spanId, span]),
    );
    expect(consumers.length).toBeGreaterThan(0);
    for (const { links, startTimeUnixNano } of consumers) {
      const sent = producers.get(links?.[0].spanId ?? '');
      expect(BigInt(startTimeUnixNano)).toBeGreaterThan(
        BigInt(sent?.endTimeUnixNano ?? 'x'),
      );
    }
    const sizes = new Map<string, number>();
    for (const { traceId } of spans) {
      sizes.set(traceId, (sizes.get(traceId) ?? 0) + 1);
    }
    expect(Math.max(...sizes.values())).toBe(10_000);
  });

  it('makes benchmark spans of the asked shape', () => {
    const spans = spansOf(
      generateTraces({ flavour: 'benchmark', seed: 1, traces: 300, ...window }),
    );
    expect(spans).toHaveLength(3000);
    expect(new Set(spans.map(span => span.service)).size).toBe(10);
    for (const { attributes } of spans) {
      expect(new Set(attributes.map(({ key }) => key)).size).toBe(11);
    }
  });
});

import {
  type Span,
  type Trace,
  type TraceResource,
} from '@shop-platform/backstage-plugin-traces-common';

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

/** Later than a floating-point number of nanoseconds can tell apart. */
export const START_NANO = 1_763_850_000_123_456_789n;

/** A span in short: times in microseconds since the trace began. */
export type ShortSpan = Partial<Omit<Span, 'resource' | 'status'>> & {
  id: string;
  parent?: string;
  at?: number;
  takes?: number;
  service?: string;
  error?: boolean | string;
};

function nanos(us: number): bigint {
  return BigInt(Math.round(us * 1_000));
}

function toSpan(short: ShortSpan, resource: number): Span {
  const { id, parent, at = 0, takes = 1_000, service, error, ...rest } = short;
  return {
    spanId: id,
    parentSpanId: parent,
    resource,
    operation: `operation ${id}`,
    kind: 'internal',
    startTimeUnixNano: String(START_NANO + nanos(at)),
    durationNano: String(nanos(takes)),
    status: error
      ? { code: 'error', ...(typeof error === 'string' && { message: error }) }
      : { code: 'unset' },
    attributes: {},
    events: [],
    links: [],
    ...rest,
  };
}

/** Makes a trace of spans in short; each service becomes a resource. */
export function traceOf(
  spans: ShortSpan[],
  more: Partial<Trace> & { restricted?: string[] } = {},
): Trace {
  const { restricted = [], ...rest } = more;
  const services = [...new Set(spans.map(({ service = 'core' }) => service))];
  const resources = services.map(
    (service): TraceResource => ({
      service,
      attributes: { 'service.name': service, 'cloud.region': 'europe-west1' },
      ...(restricted.includes(service) && { restricted: true }),
    }),
  );
  return {
    traceId: TRACE_ID,
    resources,
    spans: spans.map(span =>
      toSpan(span, services.indexOf(span.service ?? 'core')),
    ),
    spanCount: spans.length,
    truncated: false,
    startTimeUnixNano: String(START_NANO),
    durationNano: '0',
    sources: [
      { id: 'own', title: 'ClickHouse', state: 'answered', elapsedMs: 8 },
    ],
    ...rest,
  };
}

/** Numbers that look random and are the same in every run. */
export function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A trace of many spans, as deep and as wide as chance has it. */
export function largeTrace(count: number): Trace {
  const random = pseudoRandom(count);
  const times: { at: number; takes: number }[] = [];
  const spans = Array.from({ length: count }, (_, index): ShortSpan => {
    const parent = Math.floor(random() ** 0.7 * index);
    const above = times[parent] ?? { at: 0, takes: 60_000_000 };
    const at = index === 0 ? 0 : above.at + random() * above.takes * 0.5;
    const takes = index === 0 ? above.takes : above.takes * random() * 0.6;
    times.push({ at, takes });
    return {
      id: String(index),
      parent: index === 0 ? undefined : String(parent),
      at,
      takes,
      service: `service-${index % 10}`,
      error: index % 100 === 99,
      attributes: { 'shop.order.id': String(index) },
    };
  });
  return traceOf(spans);
}

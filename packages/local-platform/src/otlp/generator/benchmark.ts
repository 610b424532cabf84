import { Random } from './Random';
import { Attribute, BenchmarkOptions, Span, TraceRequest } from './types';

const OPERATIONS_PER_SERVICE = 8;

/**
 * Traces for measurements: every span has the same number of attributes out of a
 * fixed set of keys and values, every trace the same number of spans.
 */
export function* generateBenchmarkTraces(
  options: BenchmarkOptions,
): Generator<TraceRequest> {
  const {
    seed,
    traces,
    services = 10,
    spansPerTrace = 10,
    spansPerRequest = 500,
  } = options;
  const random = new Random(seed);
  const attributes = attributePool(options);
  const perRequest = Math.max(1, Math.floor(spansPerRequest / spansPerTrace));
  for (let made = 0; made < traces; made += perRequest) {
    const byService = new Map<number, Span[]>();
    const count = Math.min(perRequest, traces - made);
    for (let index = 0; index < count; index += 1) {
      // In the order of time, as services send them.
      const position = (made + index) / traces;
      addTrace(options, random, { attributes, services, byService, position });
    }
    yield {
      resourceSpans: [...byService].map(([service, spans]) => ({
        resource: {
          attributes: [
            text('service.name', `service-${service}`),
            text('service.version', '1.0.0'),
            text('k8s.pod.name', `service-${service}-5d8c7b9f4-x2x9q`),
          ],
        },
        scopeSpans: [{ scope: { name: 'benchmark', version: '1.0.0' }, spans }],
      })),
    };
  }
}

function addTrace(
  options: BenchmarkOptions,
  random: Random,
  made: {
    attributes: Attribute[][];
    services: number;
    byService: Map<number, Span[]>;
    /** How far in the window the trace begins, from 0 to 1. */
    position: number;
  },
): void {
  const { spansPerTrace = 10, attributesPerSpan = 11 } = options;
  const span = options.to.getTime() - options.from.getTime();
  const start = options.from.getTime() + Math.floor(made.position * span);
  const traceId = random.hex(16);
  const spanIds: string[] = [];
  for (let index = 0; index < spansPerTrace; index += 1) {
    const service = random.below(made.services);
    const spanId = random.hex(8);
    const spans = made.byService.get(service) ?? [];
    made.byService.set(service, spans);
    spans.push({
      traceId,
      spanId,
      parentSpanId: index === 0 ? undefined : random.pick(spanIds),
      name: `operation-${service}-${random.below(OPERATIONS_PER_SERVICE)}`,
      kind: 1 + random.below(5),
      startTimeUnixNano: `${start + index}${digits(random, 6)}`,
      endTimeUnixNano: `${start + index + 1 + random.below(900)}${digits(
        random,
        6,
      )}`,
      attributes: pickAttributes(made.attributes, attributesPerSpan, random),
      status: random.chance(0.02) ? { code: 2, message: 'failed' } : undefined,
    });
    spanIds.push(spanId);
  }
}

/** Every key with every value, made once: making them for each span would take longer than encoding them. */
function attributePool({
  attributeKeys = 97,
  attributeValues = 1000,
}: BenchmarkOptions): Attribute[][] {
  const values = Array.from({ length: attributeValues }, (_, value) =>
    flat(`value-${value}-of-many`),
  );
  return Array.from({ length: attributeKeys }, (_, index) => {
    const key = flat(`attribute.${index}`);
    return values.map(value => text(key, value));
  });
}

/** V8 keeps a joined text as a tree of its parts, which is slow to read again and again. */
function flat(joined: string): string {
  return Buffer.from(joined, 'latin1').toString('latin1');
}

/** So many different keys, beginning somewhere, with random values. */
function pickAttributes(
  pool: Attribute[][],
  count: number,
  random: Random,
): Attribute[] {
  const first = random.below(pool.length);
  return Array.from({ length: Math.min(count, pool.length) }, (_, index) =>
    random.pick(pool[(first + index * 7) % pool.length]),
  );
}

function digits(random: Random, count: number): string {
  return String(random.below(10 ** count)).padStart(count, '0');
}

function text(key: string, value: string): Attribute {
  return { key, value: { stringValue: value } };
}

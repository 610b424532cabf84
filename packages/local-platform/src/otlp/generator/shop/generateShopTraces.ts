import { Random } from '../Random';
import { ShopOptions, Span, TraceRequest } from '../types';
import { etlRun, scenarios } from './scenarios';
import { Step } from './steps';
import { attribute, TraceBuilder } from './TraceBuilder';

const VERSION = '1.4.2';
const SPANS_PER_BATCH = 3;

/** Traces of the shop: people browse, buy, fail to pay; orders are shipped and counted. */
export function* generateShopTraces(
  options: ShopOptions,
): Generator<TraceRequest> {
  const {
    seed,
    traces,
    from,
    to,
    errorRate = 0.03,
    spansPerRequest = 500,
    largeTraceSpans,
  } = options;
  const random = new Random(seed);
  const span = Math.max(1, to.getTime() - from.getTime());
  let byService = new Map<string, Span[]>();
  let spans = 0;
  for (let index = 0; index < traces; index += 1) {
    const root = pickScenario(random);
    const fails = random.chance(errorRate);
    // In order of time, as they would arrive.
    const startMs =
      from.getTime() + ((index + random.fraction()) / traces) * span;
    new TraceBuilder(random, byService, root, fails).place(root, startMs);
    spans = count(byService);
    if (spans >= spansPerRequest) {
      yield toRequest(byService, options, random);
      byService = new Map();
      spans = 0;
    }
  }
  if (spans > 0) {
    yield toRequest(byService, options, random);
  }
  if (largeTraceSpans) {
    yield* generateLargeTrace(options, random, largeTraceSpans);
  }
}

/** One ETL run of exactly so many spans, in requests of the usual size. */
function* generateLargeTrace(
  options: ShopOptions,
  random: Random,
  spanCount: number,
): Generator<TraceRequest> {
  const { spansPerRequest = 500, from } = options;
  const root = etlRun(Math.ceil((spanCount - 1) / SPANS_PER_BATCH));
  const byService = new Map<string, Span[]>();
  new TraceBuilder(random, byService, root, false).place(root, from.getTime());
  const spans = [...byService.values()].flat().slice(0, spanCount);
  for (let start = 0; start < spans.length; start += spansPerRequest) {
    yield toRequest(
      new Map([['analytics-etl', spans.slice(start, start + spansPerRequest)]]),
      options,
      random,
    );
  }
}

function toRequest(
  byService: Map<string, Span[]>,
  { region = 'europe-west1' }: ShopOptions,
  random: Random,
): TraceRequest {
  return {
    resourceSpans: [...byService].map(([service, spans]) => ({
      resource: {
        attributes: [
          attribute('service.name', service),
          attribute('service.namespace', 'shop'),
          attribute('service.version', VERSION),
          attribute('service.instance.id', `${service}-${random.below(2)}`),
          attribute('deployment.environment.name', 'production'),
          attribute('cloud.region', region),
          attribute('k8s.namespace.name', 'shop'),
          attribute('k8s.deployment.name', service.replace(/-service$/, '')),
          attribute('telemetry.sdk.language', 'nodejs'),
        ],
      },
      scopeSpans: [
        {
          scope: {
            name: '@opentelemetry/instrumentation-http',
            version: VERSION,
          },
          spans,
        },
      ],
    })),
  };
}

function pickScenario(random: Random): Step {
  const total = scenarios.reduce((sum, { weight }) => sum + weight, 0);
  let rest = random.below(total);
  for (const { weight, root } of scenarios) {
    rest -= weight;
    if (rest < 0) {
      return root;
    }
  }
  return scenarios[0].root;
}

function count(byService: Map<string, Span[]>): number {
  return [...byService.values()].reduce((sum, spans) => sum + spans.length, 0);
}

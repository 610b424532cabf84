import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  type RedPoint,
  type RuntimeInstance,
  type SourceAnswer,
  type TracesClient,
  type TracesQuery,
  type TraceSummary,
} from '@shop-platform/backstage-plugin-traces-common';
import { createRandom } from './random';
import { SAMPLE_SERVICES, sampleSummaries, sampleTrace } from './sampleTraces';

const ANSWERED: SourceAnswer = {
  id: 'sample',
  title: 'Sample',
  state: 'answered',
  elapsedMs: 12,
};
const FAILED: SourceAnswer = {
  id: 'jaeger',
  title: 'Jaeger',
  state: 'failed',
  message: 'did not answer within 10 s',
  elapsedMs: 10_000,
};

/** Services to ask for that show the page in its other states. */
const STATES: Partial<Record<string, () => Promise<SourceAnswer[]>>> = {
  'never-answers': () => new Promise(() => {}),
  'always-fails': () =>
    Promise.reject(new ServiceUnavailableError('No source answered')),
  'is-forbidden': () => Promise.reject(new NotAllowedError()),
  'is-partial': () => Promise.resolve([ANSWERED, FAILED]),
  'has-no-source': () => Promise.resolve([]),
};

function answersFor(service: string | undefined): Promise<SourceAnswer[]> {
  return STATES[service ?? '']?.() ?? Promise.resolve([ANSWERED]);
}

function matches(query: TracesQuery<'searchTraces'>) {
  const { service, operation, errors, minDurationMs, maxDurationMs } = query;
  return ({ services, root, errorCount, durationNano }: TraceSummary) => {
    const durationMs = Number(durationNano) / 1e6;
    const isSample = service === undefined || SAMPLE_SERVICES.includes(service);
    return (
      service !== 'has-no-source' &&
      service !== 'is-empty' &&
      (!isSample ||
        service === undefined ||
        services.some(one => one.service === service)) &&
      (operation === undefined || root?.operation === operation) &&
      (!errors || errorCount > 0) &&
      durationMs >= (minDurationMs ?? 0) &&
      durationMs <= (maxDurationMs ?? Infinity)
    );
  };
}

function samplePoints(from: string, stepSeconds: number): RedPoint[] {
  const random = createRandom(3);
  return Array.from({ length: 60 }, (_, index) => {
    const time = new Date(
      new Date(from).getTime() + index * stepSeconds * 1_000,
    );
    if (index > 40 && index < 44) {
      return { time: time.toISOString(), requests: 0, errors: 0 };
    }
    const requests = Math.round(200 + 60 * Math.sin(index / 8) + random() * 30);
    const isBad = index > 25 && index < 33;
    return {
      time: time.toISOString(),
      requests,
      errors: isBad ? Math.round(requests * 0.12) : Math.round(random() * 2),
      p95Ms: (isBad ? 1_400 : 240) * (0.9 + random() * 0.2),
    };
  });
}

function sampleInstance(
  from: string,
  stepSeconds: number,
  index: number,
): RuntimeInstance {
  const random = createRandom(index + 5);
  return {
    id: `storefront-7d9f8b6c5-x${index}k2p`,
    points: Array.from({ length: 30 }, (_, step) => {
      const time = new Date(
        new Date(from).getTime() + step * stepSeconds * 1_000,
      ).toISOString();
      const isBad = index === 1 && step > 12 && step < 17;
      // The second one was restarted.
      return index === 1 && step > 19 && step < 22
        ? { time }
        : {
            time,
            eventLoopDelayP99Ms: (isBad ? 160 : 22) * (0.9 + random() * 0.2),
            eventLoopUtilization: isBad ? 0.8 : 0.2,
            heapUsedBytes: (60 + index * 8 + step + random() * 9) * 1e6,
            heapLimitBytes: 128e6,
            residentBytes: (150 + random() * 9) * 1e6,
            poolUsed: isBad ? 10 : Math.round(2 + random() * 4),
            poolIdle: isBad ? 0 : 4,
            poolPending: isBad ? 7 : 0,
            poolMax: 10,
          };
    }),
  };
}

/** A back end out of made-up traces, the same at every start. */
export const sampleTracesApi: TracesClient = {
  getSources: async () => ({
    sources: [{ id: 'sample', title: 'Sample', type: 'sample' }],
  }),
  getServices: async () => ({
    services: [...SAMPLE_SERVICES, ...Object.keys(STATES), 'is-empty'].map(
      name => ({
        name,
        entityRefs: [`component:default/${name.replace('-service', '')}`],
      }),
    ),
    sources: [ANSWERED],
  }),
  getOperations: async () => ({
    operations: [
      { name: 'POST /orders', kinds: ['server'] },
      { name: 'GET /products', kinds: ['server'] },
    ],
    sources: [ANSWERED],
  }),
  searchTraces: async query => {
    const sources = await answersFor(query.service);
    const all = sampleSummaries(new Date(query.from), new Date(query.to));
    const found = all.filter(matches(query));
    const start = Number(query.cursor ?? 0);
    const end = start + (query.limit ?? 100);
    const moreExist = end < found.length;
    return {
      traces: found.slice(start, end),
      moreExist,
      nextCursor: moreExist ? String(end) : undefined,
      sources,
    };
  },
  getTrace: async traceId => sampleTrace(traceId, [ANSWERED]),
  getRed: async ({ service, from, stepSeconds = 60 }) => {
    const sources = await answersFor(service);
    const points = samplePoints(from, stepSeconds);
    const sum = (pick: (point: RedPoint) => number) =>
      points.reduce((total, point) => total + pick(point), 0);
    const isEmpty = service === 'is-empty';
    return {
      stepSeconds,
      series: [
        {
          source: 'sample',
          points,
          total: {
            requests: isEmpty ? 0 : sum(({ requests }) => requests),
            errors: sum(({ errors }) => errors),
            p95Ms: 612,
          },
        },
      ],
      sources,
    };
  },
  getRedByResource: async () => ({ groups: [], sources: [] }),
  getRuntime: async ({ service, from, stepSeconds = 120 }) => {
    const sources = await answersFor(service);
    const instances =
      service === 'is-empty' || service === 'has-no-source'
        ? []
        : [0, 1, 2].map(index => sampleInstance(from, stepSeconds, index));
    return {
      stepSeconds,
      series: [
        { source: 'sample', instances, instanceCount: instances.length },
      ],
      sources,
    };
  },
  getEdges: async () => ({ edges: [], sources: [ANSWERED] }),
};

import {
  NotFoundError,
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  type SourceAnswer,
  type SpanKind,
  type Trace,
  type TraceOperation,
  type TraceSearchResult,
  type TraceSource,
  type TraceStoreCapabilities,
} from '@shop-platform/backstage-plugin-traces-common';
import { readCursor, writeCursor } from './cursor';
import { mergeSearch } from './mergeSearch';
import { mergeTraces } from './mergeTraces';
import { type SourceAsker } from './SourceAsker';
import {
  type OperationsQuery,
  type RedByResourceRequest,
  type RedRequest,
  type RuntimeRequest,
  type SearchQuery,
  type TraceRequest,
  type TracesService,
  type TracesServiceOptions,
  type WindowQuery,
} from './TracesService';

function compareText(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

function uniteOperations(operations: TraceOperation[]): TraceOperation[] {
  const kinds = new Map<string, Set<SpanKind>>();
  for (const { name, kinds: more } of operations) {
    kinds.set(name, new Set([...(kinds.get(name) ?? []), ...more]));
  }
  return [...kinds]
    .map(([name, set]) => ({ name, kinds: [...set].sort(compareText) }))
    .sort((left, right) => compareText(left.name, right.name));
}

function explainUnsupportedSearch(
  query: SearchQuery,
  can: TraceStoreCapabilities,
): string | undefined {
  const asksDuration =
    query.minDurationNano !== undefined || query.maxDurationNano !== undefined;
  const wants: [boolean, boolean, string][] = [
    [
      !query.service && !query.within,
      can.searchWithoutService,
      'searches one service at a time: choose a service',
    ],
    [
      Boolean(query.attributes?.length),
      can.attributes,
      'cannot search by attributes',
    ],
    [asksDuration, can.duration, 'cannot search by duration'],
    [Boolean(query.errors), can.errors, 'cannot search for errors'],
    [
      query.cursor !== undefined,
      can.paging,
      'has no further pages: narrow the search to see more of it',
    ],
  ];
  return wants.find(([wanted, possible]) => wanted && !possible)?.[2];
}

function explainAbsence(traceId: string, sources: SourceAnswer[]): Error {
  const failed = sources.filter(({ state }) => state === 'failed');
  if (failed.length === 0) {
    return new NotFoundError(
      `No source has the trace ${traceId}. It may not have arrived yet, or is older than what is kept`,
    );
  }
  const reasons = failed.map(({ title, message }) => `${title}: ${message}`);
  return new ServiceUnavailableError(
    `No source that answered has the trace ${traceId}. ${reasons.join('; ')}`,
  );
}

/** Reads all sources as if they were one. Knows nothing of who may read what. */
export class FederatedTraces implements TracesService {
  readonly #asker: SourceAsker;

  constructor(asker: SourceAsker) {
    this.#asker = asker;
  }

  async sources({ signal }: TracesServiceOptions): Promise<TraceSource[]> {
    const parts = await this.#asker.askEach(
      {
        operation: 'capabilities',
        ask: (store, options) => store.capabilities(options),
      },
      { signal },
    );
    return parts.map(({ source: { id, title, type }, answer, report }) => ({
      id,
      title,
      type,
      capabilities: answer?.value,
      error: answer ? undefined : report.message,
    }));
  }

  async services(
    { source, from, to }: WindowQuery,
    { signal }: TracesServiceOptions,
  ) {
    const { answers, sources } = await this.#asker.ask(
      {
        operation: 'services',
        source,
        ask: (store, options) => store.services({ from, to }, options),
      },
      { signal },
    );
    const names = new Set(answers.flatMap(({ value }) => value));
    return {
      services: [...names]
        .sort(compareText)
        .map(name => ({ name, entityRefs: [] })),
      sources,
    };
  }

  async operations(
    { source, ...query }: OperationsQuery,
    { signal }: TracesServiceOptions,
  ) {
    const { answers, sources } = await this.#asker.ask(
      {
        operation: 'operations',
        source,
        ask: (store, options) => store.operations(query, options),
      },
      { signal },
    );
    const operations = uniteOperations(answers.flatMap(({ value }) => value));
    return { operations, sources };
  }

  async search(
    query: SearchQuery,
    { signal }: TracesServiceOptions,
  ): Promise<TraceSearchResult> {
    const { source, service, within, cursor: _, ...conditions } = query;
    const cursor = readCursor(query);
    const { answers, sources } = await this.#asker.ask(
      {
        operation: 'search',
        source,
        unsupported: can => explainUnsupportedSearch(query, can),
        ask: (store, options) =>
          store.search(
            {
              ...conditions,
              services: service === undefined ? within : [service],
              after: cursor?.after,
            },
            options,
          ),
      },
      { signal },
    );
    const page = mergeSearch(answers, { limit: query.limit, cursor });
    return {
      traces: page.traces,
      moreExist: page.moreExist,
      nextCursor: page.next && writeCursor(query, page.next),
      sources,
    };
  }

  async trace(
    { source, ...request }: TraceRequest,
    { signal }: TracesServiceOptions,
  ): Promise<Trace> {
    const { answers, sources } = await this.#asker.ask(
      {
        operation: 'trace',
        source,
        ask: (store, options) => store.trace(request, options),
      },
      { signal },
    );
    const parts = answers.flatMap(({ value }) => (value ? [value] : []));
    if (parts.length === 0) {
      throw explainAbsence(request.traceId, sources);
    }
    return { ...mergeTraces(parts), sources };
  }

  async red(
    { source, ...query }: RedRequest,
    { signal }: TracesServiceOptions,
  ) {
    const { answers, sources } = await this.#asker.ask(
      {
        operation: 'red',
        source,
        unsupported: can => {
          if (!can.red) {
            return 'does not count requests, errors and durations';
          }
          if (query.resource !== undefined && !can.redByResource) {
            return 'does not count requests by an attribute of the resource';
          }
          return query.peer !== undefined && !can.redByPeer
            ? 'does not count the calls to another service'
            : undefined;
        },
        ask: (store, options) => store.red(query, options),
      },
      { signal },
    );
    return {
      stepSeconds: query.stepSeconds,
      series: answers.map(({ source: { id }, value }) => ({
        source: id,
        ...value,
      })),
      sources,
    };
  }

  async redByResource(
    { source, within, ...query }: RedByResourceRequest,
    { signal }: TracesServiceOptions,
  ) {
    const { answers, sources } = await this.#asker.ask(
      {
        operation: 'redByResource',
        source,
        unsupported: can =>
          can.redByResource
            ? undefined
            : 'does not count requests by an attribute of the resource',
        ask: async (store, options) => {
          if (!store.redByResource) {
            throw new NotImplementedError(
              'declares that it counts by resource, and does not',
            );
          }
          return store.redByResource({ ...query, services: within }, options);
        },
      },
      { signal },
    );
    const groups = answers.flatMap(({ source: { id }, value }) =>
      value.map(group => ({ ...group, source: id })),
    );
    return { groups, sources };
  }

  async runtime(
    { source, ...query }: RuntimeRequest,
    { signal }: TracesServiceOptions,
  ) {
    const { answers, sources } = await this.#asker.ask(
      {
        operation: 'runtime',
        source,
        unsupported: can =>
          can.runtime ? undefined : 'keeps no metrics of services',
        ask: async (store, options) => {
          if (!store.runtime) {
            throw new NotImplementedError(
              'declares that it keeps metrics, and does not give them',
            );
          }
          return store.runtime(query, options);
        },
      },
      { signal },
    );
    return {
      stepSeconds: query.stepSeconds,
      series: answers.map(({ source: { id }, value }) => ({
        source: id,
        ...value,
      })),
      sources,
    };
  }

  async edges(
    { source, from, to }: WindowQuery,
    { signal }: TracesServiceOptions,
  ) {
    const { answers, sources } = await this.#asker.ask(
      {
        operation: 'edges',
        source,
        unsupported: can =>
          can.edges ? undefined : 'does not know which service calls which',
        ask: (store, options) => store.edges({ from, to }, options),
      },
      { signal },
    );
    const edges = answers.flatMap(({ source: { id }, value }) =>
      value.map(edge => ({ ...edge, source: id })),
    );
    return { edges, sources };
  }
}

import { once } from 'node:events';
import {
  type Span,
  type StoredRedGroup,
  type StoredRuntime,
  type StoredTrace,
  type TraceStoreCapabilities,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  type RedAnswer,
  type RedByResourceQuery,
  type RedQuery,
  type RuntimeQuery,
  type StoredTraceSummary,
  type TracePosition,
  type TraceQuery,
  type TraceSearchAnswer,
  type TraceStore,
  type TraceStoreOptions,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';

const everything: TraceStoreCapabilities = {
  searchWithoutService: true,
  attributes: true,
  duration: true,
  errors: true,
  newestFirst: true,
  paging: true,
  red: true,
  redByPeer: true,
  redByResource: true,
  edges: true,
  runtime: true,
};

function isIn(span: Span, { from, to }: TraceWindow): boolean {
  const start = BigInt(span.startTimeUnixNano);
  return start >= from && start < to;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function comparePositions(left: TracePosition, right: TracePosition): number {
  return left.time === right.time
    ? compareText(left.traceId, right.traceId)
    : Number(right.time - left.time);
}

/** A store of a few traces that can be told to misbehave. */
export class MemoryTraceStore implements TraceStore {
  traces: StoredTrace[];
  can: TraceStoreCapabilities;
  /** What was asked, in order. */
  readonly calls: { operation: string; query: unknown }[] = [];
  /** Runs before each answer: may throw, or take its time. */
  interrupt: (options: TraceStoreOptions) => Promise<void> | void = () => {};

  constructor(
    traces: StoredTrace[] = [],
    capabilities: Partial<TraceStoreCapabilities> = {},
  ) {
    this.traces = traces;
    this.can = { ...everything, ...capabilities };
  }

  async capabilities(): Promise<TraceStoreCapabilities> {
    return this.can;
  }

  async services(window: TraceWindow, options: TraceStoreOptions) {
    await this.#called('services', window, options);
    const names = this.#spans(window).map(({ service }) => service);
    return [...new Set(names)].sort();
  }

  async operations(
    query: TraceWindow & { service: string },
    options: TraceStoreOptions,
  ) {
    await this.#called('operations', query, options);
    const names = this.#spans(query)
      .filter(({ service }) => service === query.service)
      .map(({ span }) => span.operation);
    return [...new Set(names)]
      .sort()
      .map(name => ({ name, kinds: ['server' as const] }));
  }

  async search(
    query: TraceQuery,
    options: TraceStoreOptions,
  ): Promise<TraceSearchAnswer> {
    await this.#called('search', query, options);
    const { after, limit } = query;
    const matches = this.traces
      .flatMap(trace => this.#match(trace, query))
      .sort((left, right) => comparePositions(left.position, right.position))
      .filter(
        ({ position }) => !after || comparePositions(position, after) > 0,
      );
    return {
      traces: matches.slice(0, limit),
      moreExist: matches.length > limit,
    };
  }

  async trace(
    request: { traceId: string; window?: TraceWindow },
    options: TraceStoreOptions,
  ) {
    await this.#called('trace', request, options);
    return this.traces.find(({ traceId }) => traceId === request.traceId);
  }

  async red(query: RedQuery, options: TraceStoreOptions): Promise<RedAnswer> {
    await this.#called('red', query, options);
    const { service: name, resource } = query;
    const requests = this.#spans(query).filter(
      ({ service, attributes }) =>
        service === name &&
        (!resource || attributes[resource.key] === resource.value),
    ).length;
    const time = new Date(Number(query.from / 1_000_000n)).toISOString();
    return {
      points: [{ time, requests, errors: 0 }],
      total: { requests, errors: 0 },
    };
  }

  async redByResource(
    query: RedByResourceQuery,
    options: TraceStoreOptions,
  ): Promise<StoredRedGroup[]> {
    await this.#called('redByResource', query, options);
    const groups = new Map<string, StoredRedGroup>();
    for (const { service, attributes } of this.#spans(query)) {
      const value = attributes[query.attribute];
      const split = query.splitBy && attributes[query.splitBy];
      if (value && (query.services?.includes(service) ?? true)) {
        const key = JSON.stringify([value, split]);
        groups.set(key, {
          value,
          ...(split ? { split } : {}),
          requests: (groups.get(key)?.requests ?? 0) + 1,
          errors: 0,
        });
      }
    }
    return [...groups.values()];
  }

  /** One process of each service that has spans, with as many bytes as there are. */
  async runtime(
    query: RuntimeQuery,
    options: TraceStoreOptions,
  ): Promise<StoredRuntime> {
    await this.#called('runtime', query, options);
    const own = this.#spans(query).filter(
      ({ service }) => service === query.service,
    );
    if (own.length === 0) {
      return { instances: [], instanceCount: 0 };
    }
    const time = new Date(Number(query.from / 1_000_000n)).toISOString();
    return {
      instances: [
        {
          id: `${query.service}-1`,
          points: [{ time, heapUsedBytes: own.length }],
        },
      ],
      instanceCount: 1,
    };
  }

  async edges(window: TraceWindow, options: TraceStoreOptions) {
    await this.#called('edges', window, options);
    const spans = this.#spans(window);
    return spans.flatMap(({ span, service }) => {
      const parent = spans.find(
        other => other.span.spanId === span.parentSpanId,
      );
      return parent && parent.service !== service
        ? [{ caller: parent.service, callee: service, requests: 1 }]
        : [];
    });
  }

  async #called(operation: string, query: unknown, options: TraceStoreOptions) {
    this.calls.push({ operation, query });
    await this.interrupt(options);
  }

  #spans(window: TraceWindow) {
    return this.traces.flatMap(({ spans, resources }) =>
      spans
        .filter(span => isIn(span, window))
        .map(span => ({ span, ...resources[span.resource] })),
    );
  }

  #match(trace: StoredTrace, query: TraceQuery): StoredTraceSummary[] {
    const { spans, resources, traceId } = trace;
    const serviceOf = (span: Span) => resources[span.resource].service;
    const isError = (span: Span) => span.status.code === 'error';
    const times = spans
      .filter(span => isIn(span, query))
      .filter(span => query.services?.includes(serviceOf(span)) ?? true)
      .filter(span => !query.operation || span.operation === query.operation)
      .filter(span => !query.errors || isError(span))
      .filter(
        ({ attributes }) =>
          query.attributes?.every(
            ({ key, value }) => attributes[key] === value,
          ) ?? true,
      )
      .filter(
        ({ durationNano }) =>
          BigInt(durationNano) >= (query.minDurationNano ?? -(2n ** 63n)) &&
          BigInt(durationNano) <= (query.maxDurationNano ?? 2n ** 63n),
      )
      .map(span => BigInt(span.startTimeUnixNano));
    if (times.length === 0) {
      return [];
    }
    const root = spans.find(span => span.parentSpanId === undefined);
    return [
      {
        traceId,
        startTimeUnixNano: trace.startTimeUnixNano,
        durationNano: trace.durationNano,
        root: root && { service: serviceOf(root), operation: root.operation },
        spanCount: spans.length,
        errorCount: spans.filter(isError).length,
        services: resources.map(({ service }) => {
          const own = spans.filter(span => serviceOf(span) === service);
          return {
            service,
            spanCount: own.length,
            errorCount: own.filter(isError).length,
          };
        }),
        position: { traceId, time: times.reduce((a, b) => (a > b ? a : b)) },
      },
    ];
  }
}

/** Answers only when nobody waits any more. */
export async function waitUntilAborted({
  signal,
}: TraceStoreOptions): Promise<void> {
  if (!signal.aborted) {
    await once(signal, 'abort');
  }
  signal.throwIfAborted();
}

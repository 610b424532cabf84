import { InputError, NotImplementedError, isError } from '@backstage/errors';
import {
  type ServiceEdge,
  type SpanKind,
  type StoredTrace,
  type TraceOperation,
  type TraceStoreCapabilities,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  type RedAnswer,
  type RedQuery,
  type StoredTraceSummary,
  type TraceQuery,
  type TraceSearchAnswer,
  type TraceStore,
  type TraceStoreOptions,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';
import { type JaegerClient, type JaegerSearch } from '../client/JaegerClient';
import { compare } from './compare';
import { parseTraceId } from './ids';
import { mapBounded } from './mapBounded';
import { measureRed, probeRed } from './red';
import { toStoredTrace } from './toStoredTrace';
import { byPosition, toSummary } from './toSummary';

/** How long the answer to what a Jaeger can do is kept. */
const CAPABILITIES_TTL_MS = 60_000;
const SEARCHES_AT_ONCE = 6;
const MAX_SERVICES = 200;
const NANOS_PER_MILLISECOND = 1_000_000n;

/** A second of 1970, which no store has spans of: cheap to ask about. */
const PROBE_NANOS = 1_000_000_000n;
const PROBE_MS = 1000;

const KINDS: SpanKind[] = ['server', 'client', 'producer', 'consumer'];

/** Traces out of Jaeger's query service. */
export class JaegerTraceStore implements TraceStore {
  private known?: { capabilities: TraceStoreCapabilities; until: number };

  constructor(private readonly client: JaegerClient) {}

  async capabilities({
    signal,
  }: TraceStoreOptions): Promise<TraceStoreCapabilities> {
    if (this.known && Date.now() < this.known.until) {
      return this.known.capabilities;
    }
    const [searchWithoutService, edges, red] = await Promise.all([
      this.probeSearch(signal),
      isOffered(
        this.client.dependencies(
          { endMs: PROBE_MS, lookbackMs: PROBE_MS },
          signal,
        ),
      ),
      isOffered(probeRed(this.client, signal)),
    ]);
    const capabilities = {
      searchWithoutService,
      attributes: true,
      duration: true,
      errors: true,
      // Each of Jaeger's storages cuts a search in an order of its own.
      newestFirst: false,
      paging: false,
      red,
      redByPeer: false,
      edges,
    };
    // A probe that was broken off has found out nothing.
    if (!signal.aborted) {
      this.known = { capabilities, until: Date.now() + CAPABILITIES_TTL_MS };
    }
    return capabilities;
  }

  /** Those of all times: Jaeger keeps no others. */
  async services(
    _window: TraceWindow,
    { signal }: TraceStoreOptions,
  ): Promise<string[]> {
    return (await this.client.services(signal)).sort();
  }

  /** Those of all times: Jaeger keeps no others. */
  async operations(
    { service }: TraceWindow & { service: string },
    { signal }: TraceStoreOptions,
  ): Promise<TraceOperation[]> {
    const kinds = new Map<string, Set<string>>();
    for (const { name, spanKind } of await this.client.operations(
      service,
      signal,
    )) {
      kinds.set(name, (kinds.get(name) ?? new Set()).add(spanKind));
    }
    return [...kinds]
      .sort(([a], [b]) => compare(a, b))
      .map(([name, known]) => ({
        name,
        // Jaeger calls internal what has no kind, too.
        kinds: known.has('internal')
          ? []
          : KINDS.filter(kind => known.has(kind)),
      }));
  }

  async search(
    query: TraceQuery,
    { signal }: TraceStoreOptions,
  ): Promise<TraceSearchAnswer> {
    const { services, limit } = query;
    if (query.after) {
      throw new InputError('Jaeger cannot continue a search: narrow its time');
    }
    if (services && services.length > MAX_SERVICES) {
      throw new InputError(
        `Jaeger is asked about each service on its own, and ${services.length} are too many: choose one`,
      );
    }
    if (query.from >= query.to) {
      return { traces: [], moreExist: false };
    }

    const search = toJaegerSearch(query);
    const answers = await mapBounded(
      services ?? [undefined],
      { atOnce: SEARCHES_AT_ONCE, signal },
      (service, each) => this.client.summaries({ ...search, service }, each),
    );
    // A trace comes once for each of the services that match in it.
    const found = new Map<string, StoredTraceSummary>();
    for (const summary of answers.flat().map(toSummary)) {
      found.set(summary.traceId, summary);
    }
    return {
      traces: [...found.values()].sort(byPosition).slice(0, limit),
      moreExist: found.size > limit,
    };
  }

  async trace(
    { traceId }: { traceId: string; window?: TraceWindow },
    { signal }: TraceStoreOptions,
  ): Promise<StoredTrace | undefined> {
    // Without the window: some storages would leave out the spans beyond it.
    const otlp = await this.client.trace(parseTraceId(traceId), signal);
    return otlp && toStoredTrace(otlp);
  }

  async red(
    query: RedQuery,
    { signal }: TraceStoreOptions,
  ): Promise<RedAnswer> {
    if (query.peer !== undefined) {
      throw new NotImplementedError(
        'Jaeger does not count calls by their peer',
      );
    }
    return await measureRed(this.client, query, signal);
  }

  async edges(
    { from, to }: TraceWindow,
    { signal }: TraceStoreOptions,
  ): Promise<Omit<ServiceEdge, 'source'>[]> {
    const endMs = Number(to / NANOS_PER_MILLISECOND);
    const lookbackMs = endMs - Number(from / NANOS_PER_MILLISECOND);
    const dependencies = await this.client.dependencies(
      { endMs, lookbackMs },
      signal,
    );
    return dependencies
      .filter(({ parent, child }) => parent !== child)
      .map(({ parent, child, callCount }) => ({
        caller: parent,
        callee: child,
        requests: callCount,
      }))
      .sort(
        (a, b) => compare(a.caller, b.caller) || compare(a.callee, b.callee),
      );
  }

  /** Whether this Jaeger's storage can search without a service. */
  private async probeSearch(signal: AbortSignal): Promise<boolean> {
    try {
      await this.client.summaries(
        {
          attributes: new Map(),
          startTimeMin: 0n,
          startTimeMax: PROBE_NANOS,
          searchDepth: 1,
        },
        signal,
      );
      return true;
    } catch (error) {
      if (isError(error) && /service name/i.test(error.message)) {
        return false;
      }
      throw error;
    }
  }
}

/** What fails is offered all the same, and fails by name when it is asked for. */
async function isOffered(probe: Promise<unknown>): Promise<boolean> {
  try {
    await probe;
    return true;
  } catch (error) {
    return !(error instanceof NotImplementedError);
  }
}

function toJaegerSearch(query: TraceQuery): JaegerSearch {
  const attributes = new Map<string, string>();
  for (const { key, value } of query.attributes ?? []) {
    if ((attributes.get(key) ?? value) !== value) {
      throw new InputError(
        `Jaeger takes one value of an attribute, and '${key}' has two`,
      );
    }
    attributes.set(key, value);
  }
  if (query.errors) {
    attributes.set('error', 'true');
  }
  // The end belongs to Jaeger's window and not to ours; Jaeger wants two different ends.
  const last = query.to - 1n;
  return {
    operation: query.operation,
    attributes,
    startTimeMin: query.from,
    startTimeMax: last > query.from ? last : query.to,
    durationMin: query.minDurationNano,
    durationMax: atLeastOne(query.maxDurationNano),
    // One more than wanted shows whether there are more.
    searchDepth: query.limit + 1,
  };
}

/** For Jaeger a longest duration of 0 is none at all. */
function atLeastOne(duration: bigint | undefined): bigint | undefined {
  return duration === 0n ? 1n : duration;
}

import { InputError, NotAllowedError } from '@backstage/errors';
import {
  SERVICE_NAME_ANNOTATION,
  tracesServiceReadPermission,
  tracesUnregisteredReadPermission,
  type SourceAnswer,
  type Trace,
  type TraceSearchResult,
  type TraceSource,
} from '@shop-platform/backstage-plugin-traces-common';
import { restrictSummary, restrictTrace } from '../access/restrict';
import {
  type ReadableServices,
  type ServiceAccess,
} from '../access/ServiceAccess';
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

/** In how many services a search without one looks for a caller who may not see all. */
const MAX_SERVICES = 500;

// The same words whether there is such a service or not: a refusal tells nothing about it.
function assertReadable(readable: ReadableServices, service: string): void {
  if (!readable.canRead(service)) {
    throw new NotAllowedError(
      `You may not read the traces of '${service}': that takes ${tracesServiceReadPermission.name} on the catalog entity whose ${SERVICE_NAME_ANNOTATION} it is or, for a service that no entity names, ${tracesUnregisteredReadPermission.name}`,
    );
  }
}

/** Gives each caller what they may read, and no more. */
export class AuthorizedTraces implements TracesService {
  readonly #traces: TracesService;
  readonly #access: ServiceAccess;

  constructor(options: { traces: TracesService; access: ServiceAccess }) {
    this.#traces = options.traces;
    this.#access = options.access;
  }

  async sources(options: TracesServiceOptions): Promise<TraceSource[]> {
    await this.#access.of(options.credentials);
    return this.#traces.sources(options);
  }

  async services(query: WindowQuery, options: TracesServiceOptions) {
    const readable = await this.#access.of(options.credentials);
    const { services, sources } = await this.#traces.services(query, options);
    return {
      services: services
        .filter(({ name }) => readable.canRead(name))
        .map(({ name }) => ({ name, entityRefs: readable.entityRefsOf(name) })),
      sources,
    };
  }

  async operations(query: OperationsQuery, options: TracesServiceOptions) {
    const readable = await this.#access.of(options.credentials);
    assertReadable(readable, query.service);
    return this.#traces.operations(query, options);
  }

  async search(
    query: SearchQuery,
    options: TracesServiceOptions,
  ): Promise<TraceSearchResult> {
    const readable = await this.#access.of(options.credentials);
    if (query.service !== undefined) {
      assertReadable(readable, query.service);
      return this.#searchWithin(readable, query, options);
    }
    if (readable.everything) {
      return this.#traces.search(query, options);
    }
    const { within, sources } = await this.#listServices(
      readable,
      query,
      options,
    );
    if (within.length === 0) {
      return { traces: [], moreExist: false, sources };
    }
    return this.#searchWithin(readable, { ...query, within }, options);
  }

  async trace(
    request: TraceRequest,
    options: TracesServiceOptions,
  ): Promise<Trace> {
    const readable = await this.#access.of(options.credentials);
    const trace = await this.#traces.trace(request, options);
    const restricted = restrictTrace(trace, readable);
    if (!restricted) {
      throw new NotAllowedError(
        `You may not read the services that the trace ${request.traceId} passed through`,
      );
    }
    return restricted;
  }

  async red(query: RedRequest, options: TracesServiceOptions) {
    const readable = await this.#access.of(options.credentials);
    assertReadable(readable, query.service);
    if (query.peer !== undefined) {
      assertReadable(readable, query.peer);
    }
    return this.#traces.red(query, options);
  }

  async redByResource(
    query: RedByResourceRequest,
    options: TracesServiceOptions,
  ) {
    const readable = await this.#access.of(options.credentials);
    if (readable.everything) {
      return this.#traces.redByResource(query, options);
    }
    const { within, sources } = await this.#listServices(
      readable,
      query,
      options,
    );
    return within.length === 0
      ? { groups: [], sources }
      : this.#traces.redByResource({ ...query, within }, options);
  }

  async runtime(query: RuntimeRequest, options: TracesServiceOptions) {
    const readable = await this.#access.of(options.credentials);
    assertReadable(readable, query.service);
    return this.#traces.runtime(query, options);
  }

  async edges(query: WindowQuery, options: TracesServiceOptions) {
    const readable = await this.#access.of(options.credentials);
    const { edges, sources } = await this.#traces.edges(query, options);
    return {
      edges: edges.filter(
        ({ caller, callee }) =>
          readable.canRead(caller) && readable.canRead(callee),
      ),
      sources,
    };
  }

  async #searchWithin(
    readable: ReadableServices,
    query: SearchQuery,
    options: TracesServiceOptions,
  ): Promise<TraceSearchResult> {
    const result = await this.#traces.search(query, options);
    return {
      ...result,
      traces: result.traces
        .map(summary => restrictSummary(summary, readable))
        .filter(({ services }) => services.length > 0),
    };
  }

  // Stores can be told which services to look in, never which to leave out. So
  // those that no entity names have to be listed as well, by who sent spans.
  async #listServices(
    readable: ReadableServices,
    { from, to, source }: WindowQuery,
    options: TracesServiceOptions,
  ): Promise<{ within: string[]; sources: SourceAnswer[] }> {
    if (!readable.unregistered && readable.named.length <= MAX_SERVICES) {
      return { within: readable.named, sources: [] };
    }
    const { services, sources } = await this.#traces.services(
      { from, to, source },
      options,
    );
    const within = services
      .map(({ name }) => name)
      .filter(name => readable.canRead(name));
    if (within.length > MAX_SERVICES) {
      throw new InputError(
        `You may read ${within.length} services that sent spans in this window, and one search looks in at most ${MAX_SERVICES}: choose a service`,
      );
    }
    return { within, sources };
  }
}

import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type RedGroup,
  type RedSeries,
  type RuntimeSeries,
  type ServiceEdge,
  type SourceAnswer,
  type Trace,
  type TracedService,
  type TraceOperation,
  type TraceSearchResult,
  type TraceSource,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  type RedByResourceQuery,
  type RedQuery,
  type RuntimeQuery,
  type TraceQuery,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';

export type TracesServiceOptions = {
  /** Of the one who asks. */
  credentials: BackstageCredentials;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
};

/** Asks one source alone; all when absent. */
type SourceFilter = { source?: string };

export type WindowQuery = TraceWindow & SourceFilter;

export type OperationsQuery = WindowQuery & { service: string };

export type SearchQuery = Omit<TraceQuery, 'services' | 'after'> &
  SourceFilter & {
    service?: string;
    /** What the reader may see at most, in a search without a service. Never empty. */
    within?: string[];
    cursor?: string;
  };

export type TraceRequest = SourceFilter & {
  traceId: string;
  window?: TraceWindow;
};

export type RedRequest = RedQuery & SourceFilter;

export type RedByResourceRequest = Omit<RedByResourceQuery, 'services'> &
  SourceFilter & {
    /** What the reader may see at most. Never empty. */
    within?: string[];
  };

export type RuntimeRequest = RuntimeQuery & SourceFilter;

/** How the sources took part in an answer. */
type WithSources<T> = T & { sources: SourceAnswer[] };

/**
 * Reads traces. What one source could not answer is named in `sources`; a
 * method rejects only when no source answered.
 */
export interface TracesService {
  sources(options: TracesServiceOptions): Promise<TraceSource[]>;

  services(
    query: WindowQuery,
    options: TracesServiceOptions,
  ): Promise<WithSources<{ services: TracedService[] }>>;

  operations(
    query: OperationsQuery,
    options: TracesServiceOptions,
  ): Promise<WithSources<{ operations: TraceOperation[] }>>;

  search(
    query: SearchQuery,
    options: TracesServiceOptions,
  ): Promise<TraceSearchResult>;

  trace(request: TraceRequest, options: TracesServiceOptions): Promise<Trace>;

  red(
    query: RedRequest,
    options: TracesServiceOptions,
  ): Promise<WithSources<{ stepSeconds: number; series: RedSeries[] }>>;

  redByResource(
    query: RedByResourceRequest,
    options: TracesServiceOptions,
  ): Promise<WithSources<{ groups: RedGroup[] }>>;

  runtime(
    query: RuntimeRequest,
    options: TracesServiceOptions,
  ): Promise<WithSources<{ stepSeconds: number; series: RuntimeSeries[] }>>;

  edges(
    query: WindowQuery,
    options: TracesServiceOptions,
  ): Promise<WithSources<{ edges: ServiceEdge[] }>>;
}

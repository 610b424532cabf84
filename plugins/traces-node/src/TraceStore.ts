import {
  type RedPoint,
  type RedTotal,
  type ServiceEdge,
  type StoredRedGroup,
  type StoredRuntime,
  type StoredTrace,
  type TraceOperation,
  type TraceStoreCapabilities,
  type TraceSummary,
} from '@shop-platform/backstage-plugin-traces-common';

/**
 * A window of time, in nanoseconds since 1970: `from` belongs to it, `to` does not.
 *
 * @public
 */
export type TraceWindow = { from: bigint; to: bigint };

/**
 * What comes with every call of a store.
 *
 * @public
 */
export type TraceStoreOptions = {
  /** Aborted when nobody waits for the answer any more: the store stops its work. */
  signal: AbortSignal;
};

/**
 * Which traces to find. A trace matches when one of its spans meets all
 * conditions and starts in the window.
 *
 * @public
 */
export type TraceQuery = TraceWindow & {
  /** The span belongs to one of these services; any service when absent. Never empty. */
  services?: string[];
  operation?: string;
  /** All have to match, each in the attributes of the span or of its resource. */
  attributes?: { key: string; value: string }[];
  minDurationNano?: bigint;
  maxDurationNano?: bigint;
  /** Only spans whose status is an error. */
  errors?: boolean;
  /** The largest number of summaries. */
  limit: number;
  /** Continues after the summary at this position. */
  after?: TracePosition;
};

/**
 * Where a summary stands in the order of a search: by the time of the trace's
 * newest matching span, newest first, then by trace id.
 *
 * @public
 */
export type TracePosition = { time: bigint; traceId: string };

/**
 * A summary as a store gives it: the portal adds the source, and takes out
 * what the reader may not see.
 *
 * @public
 */
export type StoredTraceSummary = Omit<
  TraceSummary,
  'source' | 'restrictedSpanCount'
> & { position: TracePosition };

/**
 * The newest matches, newest first.
 *
 * @public
 */
export type TraceSearchAnswer = {
  traces: StoredTraceSummary[];
  /** Matches exist that did not fit in. */
  moreExist: boolean;
};

/**
 * Which spans to count: those in which the service answers (kinds server and
 * consumer) or, with `peer`, those in which it calls that service.
 *
 * @public
 */
export type RedQuery = TraceWindow & {
  service: string;
  operation?: string;
  peer?: string;
  /**
   * Only spans whose resource has this attribute. Only a store that declares the
   * capability `redByResource` is asked so.
   */
  resource?: { key: string; value: string };
  /** The width of a point. Points begin at `from`. */
  stepSeconds: number;
};

/**
 * Rate, errors and duration: a point for each step of the window, and the
 * whole of it, whose quantiles cannot be made from those of the points.
 *
 * @public
 */
export type RedAnswer = { points: RedPoint[]; total: RedTotal };

/**
 * Which requests to count, and by what.
 *
 * @public
 */
export type RedByResourceQuery = TraceWindow & {
  /** The key of a resource attribute; resources without it are left out. */
  attribute: string;
  /**
   * The key of another attribute: each value is counted apart for each of its
   * values, and for the resources without it.
   */
  splitBy?: string;
  /** Only those that these services answered; all when absent. */
  services?: string[];
};

/**
 * Which processes to tell of.
 *
 * @public
 */
export type RuntimeQuery = TraceWindow & {
  service: string;
  /** The width of a point. Points begin at `from`. */
  stepSeconds: number;
};

/**
 * Where traces are kept. What a store cannot answer, by its capabilities, it
 * is not asked.
 *
 * Every method rejects with an error of `@backstage/errors`:
 * `ServiceUnavailableError` when the store did not answer,
 * `InputError` when the question was too large or wrong.
 *
 * @public
 */
export interface TraceStore {
  /** What this store can answer. May change when its server does; is asked often, so kept for a while. */
  capabilities(options: TraceStoreOptions): Promise<TraceStoreCapabilities>;

  /** The names of the services that sent spans in the window, sorted. */
  services(window: TraceWindow, options: TraceStoreOptions): Promise<string[]>;

  /** The operations of a service in the window, sorted by name. */
  operations(
    query: TraceWindow & { service: string },
    options: TraceStoreOptions,
  ): Promise<TraceOperation[]>;

  /** Summaries of the traces that match. */
  search(
    query: TraceQuery,
    options: TraceStoreOptions,
  ): Promise<TraceSearchAnswer>;

  /**
   * A trace with its spans; `undefined` when this store has none of it.
   * `window` is a hint that makes the answer faster, never another one.
   */
  trace(
    request: { traceId: string; window?: TraceWindow },
    options: TraceStoreOptions,
  ): Promise<StoredTrace | undefined>;

  /** Rate, errors and duration over time. */
  red(query: RedQuery, options: TraceStoreOptions): Promise<RedAnswer>;

  /**
   * How the processes of a service are, out of the metrics that it sends. Only
   * a store that declares the capability `runtime` has it.
   */
  runtime?(
    query: RuntimeQuery,
    options: TraceStoreOptions,
  ): Promise<StoredRuntime>;

  /**
   * The spans of kind server and consumer that start in the window, counted by
   * the value that their resource has for an attribute; most requests first, at
   * most 1,000 values. Optional: a store that declares the capability
   * `redByResource` has it.
   */
  redByResource?(
    query: RedByResourceQuery,
    options: TraceStoreOptions,
  ): Promise<StoredRedGroup[]>;

  /** Which service called which in the window. */
  edges(
    window: TraceWindow,
    options: TraceStoreOptions,
  ): Promise<Omit<ServiceEdge, 'source'>[]>;
}

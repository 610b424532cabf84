import {
  type Span,
  type Trace,
  type TraceResource,
} from '@shop-platform/backstage-plugin-traces-common';

/** A stretch of a trace, in microseconds since the trace began. */
export type TimeWindow = { fromUs: number; toUs: number };

/** What is odd about a span. It is shown as it was sent all the same. */
export type SpanOddity =
  /** Its parent is not among the spans. */
  | 'missingParent'
  /** It is its own ancestor; the tree is cut above it. */
  | 'cycle'
  /** Another span has the same id. */
  | 'duplicateId'
  /** It begins before its parent: the clocks of their machines differ. */
  | 'beforeParent'
  /** Its start or duration is not a time. */
  | 'badTime';

/** A span at its place in the tree. */
export type SpanNode = {
  /** Position in `TraceModel.nodes`. */
  index: number;
  /** Unique in the trace, which span ids are not always. */
  key: string;
  span: Span;
  resource: TraceResource;
  service: string;
  /** The reader may know its times and nothing else. */
  isRestricted: boolean;
  isError: boolean;
  startUs: number;
  endUs: number;
  durationUs: number;
  /** How long it ran with none of its children running. */
  selfUs: number;
  depth: number;
  parent: SpanNode | undefined;
  /** By start. */
  children: SpanNode[];
  descendantCount: number;
  /** Failed spans among its descendants. */
  errorsBelow: number;
  oddities: readonly SpanOddity[];
  isCritical: boolean;
  /** When the trace waited for this span and none of its children. */
  critical: readonly TimeWindow[];
};

/** What one service did in a trace. */
export type ServiceStatistics = {
  service: string;
  isRestricted: boolean;
  spanCount: number;
  errorCount: number;
  selfUs: number;
  /** How long the trace waited for it. */
  criticalUs: number;
};

/** A trace as a tree, with all that its page tells about it. */
export type TraceModel = {
  trace: Trace;
  /** Depth first, siblings by start: a span's descendants follow it. */
  nodes: readonly SpanNode[];
  /** The span that the trace is about; `undefined` in an empty trace. */
  root: SpanNode | undefined;
  startNano: bigint;
  durationUs: number;
  /** How many levels the tree has. */
  depth: number;
  errorCount: number;
  restrictedCount: number;
  /** Those with odd data. */
  oddCount: number;
  /** Those that the trace waited for most, first. */
  services: readonly ServiceStatistics[];
  byKey: ReadonlyMap<string, SpanNode>;
};

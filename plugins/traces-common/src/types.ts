import { type components } from './schema/openapi.generated';

/** A source of traces, and what it can answer. @public */
export type TraceSource = components['schemas']['Source'];

/** What a source of traces can answer. @public */
export type TraceStoreCapabilities = components['schemas']['Capabilities'];

/** How one source took part in an answer. @public */
export type SourceAnswer = components['schemas']['SourceAnswer'];

/** A service that sent spans, with the catalog entities that name it. @public */
export type TracedService = components['schemas']['Service'];

/** An operation of a service. @public */
export type TraceOperation = components['schemas']['Operation'];

/** The part that a span plays in a request. @public */
export type SpanKind = components['schemas']['SpanKind'];

/** A trace in a list: never its spans. @public */
export type TraceSummary = components['schemas']['TraceSummary'];

/** A page of summaries. @public */
export type TraceSearchResult = components['schemas']['SearchResult'];

/** A trace as one source has it. @public */
export type StoredTrace = components['schemas']['StoredTrace'];

/** A trace, and which sources it was asked of. @public */
export type Trace = components['schemas']['Trace'];

/** What sent spans: a service with its attributes. @public */
export type TraceResource = components['schemas']['Resource'];

/** A unit of work in a trace. @public */
export type Span = components['schemas']['Span'];

/** Something that happened at a moment of a span. @public */
export type SpanEvent = components['schemas']['SpanEvent'];

/** A reference from a span to a span of this or another trace. @public */
export type SpanLink = components['schemas']['SpanLink'];

/** Rate, errors and duration at one step of time. @public */
export type RedPoint = components['schemas']['RedPoint'];

/** Rate, errors and duration over a whole window. @public */
export type RedTotal = components['schemas']['RedTotal'];

/** Rate, errors and duration over time, from one source. @public */
export type RedSeries = components['schemas']['RedSeries'];

/** Rate, errors and duration of one value of a resource attribute, as one source has them. @public */
export type StoredRedGroup = components['schemas']['StoredRedGroup'];

/** Rate, errors and duration of one value of a resource attribute. @public */
export type RedGroup = components['schemas']['RedGroup'];

/** How the processes of a service are at one step of time. @public */
export type RuntimePoint = components['schemas']['RuntimePoint'];

/** One process of a service over time. @public */
export type RuntimeInstance = components['schemas']['RuntimeInstance'];

/** The processes of a service over time, as one source has them. @public */
export type StoredRuntime = components['schemas']['StoredRuntime'];

/** The processes of a service over time, and the source that is from. @public */
export type RuntimeSeries = components['schemas']['RuntimeSeries'];

/** Calls from one service to another. @public */
export type ServiceEdge = components['schemas']['Edge'];

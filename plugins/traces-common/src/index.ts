/**
 * What the traces plugin and its back end share: the types of the wire, the
 * permissions, and the annotation that names an entity's service.
 *
 * @packageDocumentation
 */
export { SERVICE_NAME_ANNOTATION, getServiceName } from './annotations';
export {
  tracesPermissions,
  tracesServiceReadPermission,
  tracesUnregisteredReadPermission,
} from './permissions';
export {
  createTracesClient,
  type TracesAnswer,
  type TracesClient,
  type TracesClientCallOptions,
  type TracesClientOptions,
  type TracesQuery,
} from './TracesClient';
export type { components, operations, paths } from './schema/openapi.generated';
export type {
  RedGroup,
  RedPoint,
  RedSeries,
  RedTotal,
  RuntimeInstance,
  RuntimePoint,
  RuntimeSeries,
  ServiceEdge,
  SourceAnswer,
  Span,
  SpanEvent,
  SpanKind,
  SpanLink,
  StoredRedGroup,
  StoredRuntime,
  StoredTrace,
  Trace,
  TracedService,
  TraceOperation,
  TraceResource,
  TraceSearchResult,
  TraceSource,
  TraceStoreCapabilities,
  TraceSummary,
} from './types';

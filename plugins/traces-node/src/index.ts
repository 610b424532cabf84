/**
 * How a trace store is connected to the traces back end.
 *
 * @packageDocumentation
 */
export type {
  RedAnswer,
  RedByResourceQuery,
  RedQuery,
  RuntimeQuery,
  StoredTraceSummary,
  TracePosition,
  TraceQuery,
  TraceSearchAnswer,
  TraceStore,
  TraceStoreOptions,
  TraceWindow,
} from './TraceStore';
export {
  traceStoresExtensionPoint,
  type TraceStoresExtensionPoint,
  type TraceStoreType,
} from './traceStoresExtensionPoint';

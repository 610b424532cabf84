/**
 * The suite that every trace store has to pass, and its data set.
 *
 * @packageDocumentation
 */
export { conformanceMetrics } from './testUtils/conformanceMetrics';
export { conformanceTraces } from './testUtils/conformanceTraces';
export {
  describeTraceStore,
  type DescribeTraceStoreOptions,
  type TraceStoreUnderTest,
} from './testUtils/describeTraceStore';
export type {
  OtlpAttribute,
  OtlpExport,
  OtlpSpan,
  OtlpValue,
} from './testUtils/otlp';
export type {
  OtlpMetric,
  OtlpMetricsExport,
  OtlpNumberPoint,
} from './testUtils/otlpMetrics';
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

/**
 * The suite that every trace store has to pass, and its data set.
 *
 * @packageDocumentation
 */
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
  RedAnswer,
  RedQuery,
  StoredTraceSummary,
  TracePosition,
  TraceQuery,
  TraceSearchAnswer,
  TraceStore,
  TraceStoreOptions,
  TraceWindow,
} from './TraceStore';

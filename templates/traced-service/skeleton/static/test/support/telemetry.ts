// Loaded before the tests (`node --import`), as instrumentation.ts is before the service.
import type { SpanKind } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
  type MetricData,
} from '@opentelemetry/sdk-metrics';
import { startTelemetry } from '../../src/tracing/telemetry.ts';

const spanExporter = new InMemorySpanExporter();
const metricExporter = new InMemoryMetricExporter(
  AggregationTemporality.CUMULATIVE,
);
const metricReader = new PeriodicExportingMetricReader({
  exporter: metricExporter,
});

startTelemetry({
  environment: {},
  spanProcessors: [new SimpleSpanProcessor({ exporter: spanExporter })],
  metricReaders: [metricReader],
});

/** The spans that ended, in the order of their ends. */
export function endedSpans(): ReadableSpan[] {
  return spanExporter.getFinishedSpans();
}

export function forgetSpans(): void {
  spanExporter.reset();
}

/** The one span of this name, and kind if given; fails when there is none or another. */
export function theSpan(name: string, kind?: SpanKind): ReadableSpan {
  const found = endedSpans().filter(
    span => span.name === name && (kind ?? span.kind) === span.kind,
  );
  const [span, ...others] = found;
  if (!span || others.length > 0) {
    const names = endedSpans().map(ended => ended.name);
    throw new Error(`${found.length} spans ${name} among: ${names.join(', ')}`);
  }
  return span;
}

export async function currentMetrics(): Promise<MetricData[]> {
  await metricReader.forceFlush();
  return metricExporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(({ metrics }) => metrics);
}

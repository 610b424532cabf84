import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources';
import {
  MeterProvider,
  PeriodicExportingMetricReader,
  type IMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import {
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
} from '@opentelemetry/semantic-conventions';
import { serviceName, serviceVersion } from '../serviceInfo.ts';
import { createInstrumentations, patchImports } from './instrumentations.ts';
import { registerRuntimeMetrics } from './runtimeMetrics.ts';
import {
  readTelemetryConfig,
  type TelemetryConfig,
} from './telemetryConfig.ts';

export interface Telemetry {
  /** Sends what is waiting, for five seconds at most: a collector that is away must not hold up an exit. */
  shutdown(): Promise<void>;
}

export interface TelemetryOptions {
  environment?: NodeJS.ProcessEnv;
  /** In place of what the environment says; for tests. */
  spanProcessors?: SpanProcessor[];
  metricReaders?: IMetricReader[];
}

/** Starts traces and metrics, configured by the standard `OTEL_*` variables. */
export function startTelemetry(options: TelemetryOptions = {}): Telemetry {
  const config = readTelemetryConfig(options.environment ?? process.env);
  if (config.disabled) {
    return { shutdown: async () => {} };
  }
  const resource = createResource();
  const meterProvider = new MeterProvider({
    resource,
    readers: options.metricReaders ?? createMetricReaders(config),
  });
  const tracerProvider = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: createRootSampler(config) }),
    spanProcessors: options.spanProcessors ?? createSpanProcessors(config),
  });

  context.setGlobalContextManager(
    new AsyncLocalStorageContextManager().enable(),
  );
  propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [
        new W3CTraceContextPropagator(),
        new W3CBaggagePropagator(),
      ],
    }),
  );
  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);
  registerInstrumentations({ instrumentations: createInstrumentations() });
  patchImports();
  registerRuntimeMetrics();

  return {
    async shutdown() {
      const stopped = Promise.allSettled([
        tracerProvider.shutdown(),
        meterProvider.shutdown(),
      ]);
      await Promise.race([stopped, delay(5000, undefined, { ref: false })]);
    },
  };
}

function createResource(): Resource {
  return defaultResource()
    .merge(
      resourceFromAttributes({
        [ATTR_SERVICE_NAME]: serviceName,
        [ATTR_SERVICE_VERSION]: serviceVersion,
        'service.instance.id': randomUUID(),
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
}

function createRootSampler({ samplingRatio }: TelemetryConfig) {
  return samplingRatio === undefined
    ? new AlwaysOnSampler()
    : new TraceIdRatioBasedSampler(samplingRatio);
}

function createSpanProcessors(config: TelemetryConfig): SpanProcessor[] {
  if (!config.traces) {
    return [];
  }
  return [createBatches(new OTLPTraceExporter(), config)];
}

/** Collects what ends, and sends it together. */
export function createBatches(
  exporter: SpanExporter,
  { batchDelayMs }: Pick<TelemetryConfig, 'batchDelayMs'>,
): SpanProcessor {
  return new BatchSpanProcessor({
    exporter,
    scheduledDelayMillis: batchDelayMs,
  });
}

function createMetricReaders(config: TelemetryConfig): IMetricReader[] {
  if (!config.metrics) {
    return [];
  }
  return [
    new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter(),
      exportIntervalMillis: config.metricIntervalMs,
      exportTimeoutMillis: Math.min(config.metricIntervalMs, 10_000),
    }),
  ];
}

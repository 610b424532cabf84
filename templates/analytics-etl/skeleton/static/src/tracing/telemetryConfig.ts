import { z } from 'zod';

const exporter = z.enum(['otlp', 'none']).default('otlp');

const environmentSchema = z.object({
  OTEL_SDK_DISABLED: z.stringbool().default(false),
  OTEL_TRACES_EXPORTER: exporter,
  OTEL_METRICS_EXPORTER: exporter,
  OTEL_BSP_SCHEDULE_DELAY: z.coerce.number().int().positive().default(500),
  OTEL_METRIC_EXPORT_INTERVAL: z.coerce
    .number()
    .int()
    .positive()
    .default(15_000),
  OTEL_TRACES_SAMPLER: z
    .enum(['parentbased_always_on', 'parentbased_traceidratio'])
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
});

export interface TelemetryConfig {
  disabled: boolean;
  traces: boolean;
  metrics: boolean;
  batchDelayMs: number;
  metricIntervalMs: number;
  /** The share of new traces that is kept; all when undefined. */
  samplingRatio: number | undefined;
}

/** The standard variables that the SDK's parts do not read by themselves. */
export function readTelemetryConfig(
  environment: NodeJS.ProcessEnv,
): TelemetryConfig {
  const parsed = environmentSchema.parse(environment);
  return {
    disabled: parsed.OTEL_SDK_DISABLED,
    traces: parsed.OTEL_TRACES_EXPORTER === 'otlp',
    metrics: parsed.OTEL_METRICS_EXPORTER === 'otlp',
    batchDelayMs: parsed.OTEL_BSP_SCHEDULE_DELAY,
    metricIntervalMs: parsed.OTEL_METRIC_EXPORT_INTERVAL,
    samplingRatio:
      parsed.OTEL_TRACES_SAMPLER === 'parentbased_traceidratio'
        ? parsed.OTEL_TRACES_SAMPLER_ARG
        : undefined,
  };
}

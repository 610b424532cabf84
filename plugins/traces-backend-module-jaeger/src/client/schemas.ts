import { z } from 'zod';

/*
 * What Jaeger answers. Its JSON leaves out what is empty or zero, and writes
 * 64-bit numbers as decimal strings; a JSON number of that size has lost its
 * last digits already, and is refused.
 */
const integer = z
  .union([z.string().regex(/^-?\d{1,20}$/), z.number().int()])
  .transform(String);
const count = z.number().int().default(0);
const text = z.string().default('');

/** Protobuf's JSON mapping has words for what is no number. */
const double = z
  .union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
  .transform(Number);

export const servicesSchema = z.object({
  services: z.array(z.string()).default([]),
});

export const operationsSchema = z.object({
  operations: z.array(z.object({ name: text, spanKind: text })).default([]),
});

export const summariesSchema = z.object({
  summaries: z
    .array(
      z.object({
        traceId: z.string(),
        rootServiceName: text,
        rootOperationName: text,
        minStartTimeUnixNano: integer.default('0'),
        maxEndTimeUnixNano: integer.default('0'),
        spanCount: count,
        errorSpanCount: count,
        services: z
          .array(
            z.object({ name: text, spanCount: count, errorSpanCount: count }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/** A value as OTLP has it: one of the members is there, or none in an empty value. */
const anyValueSchema = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: integer.optional(),
  doubleValue: double.optional(),
  bytesValue: z.string().optional(),
  get arrayValue() {
    return z.object({ values: z.array(anyValueSchema).default([]) }).optional();
  },
  get kvlistValue() {
    return z
      .object({
        values: z
          .array(z.object({ key: text, value: anyValueSchema.optional() }))
          .default([]),
      })
      .optional();
  },
});

const attributesSchema = z
  .array(z.object({ key: text, value: anyValueSchema.optional() }))
  .default([]);

const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: text,
  name: text,
  kind: z.union([z.number().int(), z.string()]).default(0),
  startTimeUnixNano: integer.default('0'),
  endTimeUnixNano: integer.default('0'),
  attributes: attributesSchema,
  events: z
    .array(
      z.object({
        timeUnixNano: integer.default('0'),
        name: text,
        attributes: attributesSchema,
      }),
    )
    .default([]),
  links: z
    .array(
      z.object({
        traceId: z.string(),
        spanId: z.string(),
        attributes: attributesSchema,
      }),
    )
    .default([]),
  status: z
    .object({
      code: z.union([z.number().int(), z.string()]).default(0),
      message: text,
    })
    .optional(),
});

export const traceSchema = z.object({
  result: z.object({
    resourceSpans: z
      .array(
        z.object({
          resource: z.object({ attributes: attributesSchema }).optional(),
          scopeSpans: z
            .array(
              z.object({
                scope: z.object({ name: text, version: text }).optional(),
                spans: z.array(spanSchema).default([]),
              }),
            )
            .default([]),
        }),
      )
      .default([]),
  }),
});

export const dependenciesSchema = z.object({
  data: z
    .array(
      z.object({
        parent: z.string(),
        child: z.string(),
        callCount: z.number(),
      }),
    )
    .nullish()
    .transform(data => data ?? []),
});

export const metricSchema = z.object({
  metrics: z
    .array(
      z.object({
        labels: z.array(z.object({ name: text, value: text })).default([]),
        metricPoints: z
          .array(
            z.object({
              timestamp: z.iso.datetime(),
              gaugeValue: z
                .object({ doubleValue: double.default(0) })
                .optional(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/** Jaeger's errors: those of its API v3, and those of its older API. */
export const errorSchema = z.union([
  z
    .object({ error: z.object({ message: z.string() }) })
    .transform(({ error }) => error.message),
  z
    .object({ errors: z.array(z.object({ msg: z.string() })).min(1) })
    .transform(({ errors }) => errors.map(({ msg }) => msg).join('; ')),
]);

export type JaegerSummary = z.output<
  typeof summariesSchema
>['summaries'][number];
export type JaegerOperation = z.output<
  typeof operationsSchema
>['operations'][number];
export type JaegerDependency = z.output<
  typeof dependenciesSchema
>['data'][number];
export type JaegerMetric = z.output<typeof metricSchema>['metrics'][number];
export type OtlpTrace = z.output<typeof traceSchema>['result'];
export type OtlpSpan = z.output<typeof spanSchema>;
export type OtlpValue = z.output<typeof anyValueSchema>;
export type OtlpAttributes = z.output<typeof attributesSchema>;

import { type Zod } from './types';

/** How many traces are listed when nobody says. */
export const DEFAULT_LIMIT = 20;

function createFilters(z: Zod) {
  return z.object({
    service: z
      .string()
      .min(1)
      .optional()
      .describe("OpenTelemetry's service.name, such as 'payments'"),
    operation: z
      .string()
      .min(1)
      .optional()
      .describe("The name of a span, such as 'POST /orders'"),
    errorsOnly: z
      .boolean()
      .optional()
      .describe('Only traces with an error in a matching span. Default: false'),
    minDurationMs: z
      .number()
      .nonnegative()
      .optional()
      .describe('The shortest duration of the span, in milliseconds'),
    maxDurationMs: z
      .number()
      .nonnegative()
      .optional()
      .describe('The longest duration of the span, in milliseconds'),
    attributes: z
      .record(z.string().min(1), z.string())
      .optional()
      .describe(
        'Attributes of the span or its resource, with their exact values as text: { "http.response.status_code": "500" }',
      ),
  });
}

export function findTracesInput(z: Zod) {
  return createFilters(z).extend({
    from: z
      .string()
      .datetime({ offset: true })
      .optional()
      .describe('The beginning of the window. Default: an hour before to'),
    to: z
      .string()
      .datetime({ offset: true })
      .optional()
      .describe('The end of the window. Default: now'),
    source: z
      .string()
      .min(1)
      .optional()
      .describe('The id of one source of traces. Default: all'),
    limit: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe(
        `How many traces to list at most, up to 100. Default: ${DEFAULT_LIMIT}`,
      ),
    cursor: z
      .string()
      .min(1)
      .optional()
      .describe("'nextCursor' of the page before"),
  });
}

export function findTracesOutput(z: Zod) {
  const trace = z.object({
    traceId: z.string().describe('For get-trace'),
    root: z
      .string()
      .optional()
      .describe('Operation and service of the first span'),
    startTime: z.string().describe('ISO 8601'),
    durationMs: z.number(),
    spanCount: z.number(),
    errorCount: z.number(),
    restrictedSpanCount: z
      .number()
      .describe('Spans of services that the caller may not read'),
    services: z.array(z.string()).describe('Most spans first'),
    url: z.string().describe('The trace in the portal'),
  });
  return z.object({
    from: z.string().describe('The beginning of the window searched'),
    to: z.string().describe('The end of the window searched'),
    traces: z.array(trace),
    moreExist: z.boolean(),
    nextCursor: z.string().optional(),
    notes: z
      .array(z.string())
      .describe('What is missing from the answer, and why'),
  });
}

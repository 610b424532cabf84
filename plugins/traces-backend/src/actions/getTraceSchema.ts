import { type Zod } from './types';

/** How many spans a list holds when nobody says. */
export const DEFAULT_SPANS = 25;

export function getTraceInput(z: Zod) {
  return z.object({
    traceId: z
      .string()
      .describe('32 hexadecimal digits (16 from older senders)'),
    from: z
      .string()
      .datetime({ offset: true })
      .optional()
      .describe('Together with to: about when it was, for speed only'),
    to: z
      .string()
      .datetime({ offset: true })
      .optional()
      .describe('The end of that window'),
    maxSpans: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe(
        `How many spans each list may hold, up to 100. Default: ${DEFAULT_SPANS}`,
      ),
  });
}

export function getTraceOutput(z: Zod) {
  const span = z.object({
    spanId: z.string(),
    service: z.string(),
    operation: z.string().describe('Empty when it may not be read'),
    startMs: z.number().describe('From the start of the trace'),
    durationMs: z.number(),
  });
  const service = z.object({
    service: z.string(),
    spanCount: z.number(),
    errorCount: z.number(),
  });
  const selfMs = z
    .number()
    .describe('How long the request waited for this span alone');
  const message = z.string().optional().describe('At most 300 characters');

  return z.object({
    sentence: z.string().describe('What happened, in one sentence'),
    traceId: z.string(),
    url: z.string().describe('The trace in the portal'),
    startTime: z.string().describe('ISO 8601'),
    durationMs: z.number(),
    spanCount: z.number(),
    restrictedSpanCount: z
      .number()
      .describe('Spans of services that the caller may not read'),
    services: z.array(service).describe('Most spans first'),
    criticalPath: z
      .array(span.extend({ selfMs }))
      .describe('What the request waited for, the longest first'),
    errors: z
      .array(span.extend({ message }))
      .describe('The failed spans, by start time'),
    notes: z
      .array(z.string())
      .describe('What is missing from the answer, and why'),
  });
}

import { type PipelineRun } from '@shop-platform/backstage-plugin-analytics-common';
import { z } from 'zod';

/** A run as the service of a pipeline tells it; what else it says is left out. */
export const runSchema: z.ZodType<PipelineRun> = z.object({
  id: z.string(),
  status: z.enum(['waiting', 'running', 'succeeded', 'failed', 'skipped']),
  trigger: z.enum(['schedule', 'manual', 'backfill']),
  askedAt: z.string(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  failure: z.string().optional(),
  period: z.object({ from: z.string(), to: z.string() }).optional(),
  progress: z.object({ done: z.number(), total: z.number() }).optional(),
  tables: z.array(
    z.object({
      table: z.string(),
      rows: z.number(),
      durationMs: z.number(),
      error: z.string().optional(),
    }),
  ),
});

export const runListSchema = z.object({ items: z.array(runSchema) });

/** RFC 9457, as far as it helps the reader. */
export const problemSchema = z.object({
  detail: z.string().optional(),
  title: z.string().optional(),
  errors: z
    .array(z.object({ pointer: z.string(), detail: z.string() }))
    .optional(),
});

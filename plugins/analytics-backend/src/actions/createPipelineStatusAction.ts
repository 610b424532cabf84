import { type AnalyticsActionOptions } from './types';

const DESCRIPTION = `
Tells how the pipelines are that fill the analytics tables: for each table up to when it is filled, how far that is behind now, the rows and the time of the last run, and its error. No pipelines means that none reports, which is unknown and not well. What stands under unavailable cannot be read now: of tables, what was read before is told, without a lag.`.trim();

/** Tells agents how the pipelines are. */
export function createPipelineStatusAction({
  actionsRegistry,
  pipelines,
}: AnalyticsActionOptions): void {
  actionsRegistry.register({
    name: 'pipeline-status',
    title: 'Status of the analytics pipelines',
    description: DESCRIPTION,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          pipelines: z.array(
            z.object({
              name: z.string(),
              entityRef: z.string().optional(),
              runs: z.object({ tables: z.array(z.string()) }).optional(),
              tables: z.array(
                z.object({
                  table: z.string(),
                  upTo: z.string().optional(),
                  lagSeconds: z.number().optional(),
                  lagLimitSeconds: z.number().optional(),
                  rows: z.string().optional(),
                  durationMs: z.string().optional(),
                  lastSuccessAt: z.string().optional(),
                  lastRunAt: z.string().optional(),
                  error: z.string().optional(),
                }),
              ),
            }),
          ),
          unavailable: z.array(
            z.object({
              part: z.enum(['tables']),
              reason: z.string(),
              since: z.string(),
            }),
          ),
        }),
    },
    action: async ({ credentials }) => ({
      output: await pipelines.list({
        credentials,
        signal: new AbortController().signal,
      }),
    }),
  });
}

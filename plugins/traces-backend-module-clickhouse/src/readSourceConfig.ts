import { type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Where the spans, and the metrics, of one source are. */
export type SourceConfig = {
  connection: string;
  database?: string;
  table: string;
  traceIdTable: string;
  byTraceTable: string;
  byTimeTable: string;
  gaugeTable: string;
  sumTable: string;
};

const nameSchema = z
  .string({ error: 'has to be text' })
  .trim()
  .min(1, { error: 'must not be empty' });

const sourceSchema = z.object({
  connection: nameSchema.default('default'),
  database: nameSchema.optional(),
  table: nameSchema.default('otel_traces'),
  traceIdTable: nameSchema.optional(),
  byTraceTable: nameSchema.optional(),
  byTimeTable: nameSchema.optional(),
  gaugeTable: nameSchema.default('otel_metrics_gauge'),
  sumTable: nameSchema.default('otel_metrics_sum'),
});

/** Reads an entry of `traces.sources` of the type `clickhouse`. */
export function readSourceConfig(id: string, config: Config): SourceConfig {
  const parsed = sourceSchema.safeParse(config.get());
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `'${path.join('.')}' ${message}`,
    );
    throw new InputError(
      `The source '${id}' under traces.sources is not usable: ${problems.join(
        ', ',
      )}`,
    );
  }
  const { table, traceIdTable, byTraceTable, byTimeTable, ...rest } =
    parsed.data;
  return {
    ...rest,
    table,
    traceIdTable: traceIdTable ?? `${table}_trace_id_ts`,
    byTraceTable: byTraceTable ?? `${table}_by_trace`,
    byTimeTable: byTimeTable ?? `${table}_by_time`,
  };
}

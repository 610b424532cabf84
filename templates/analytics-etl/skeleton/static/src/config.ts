import { z } from 'zod';
import { serviceName } from './serviceInfo.ts';

const port = z.coerce.number().int().min(0).max(65535);
const milliseconds = z.coerce.number().int().positive();
const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']);

export type LogLevel = z.infer<typeof logLevel>;

const environmentSchema = z.object({
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: port.default(8080),
  LOG_LEVEL: logLevel.default('info'),
  SHUTDOWN_DRAIN_MS: z.coerce.number().int().min(0).default(5000),
  SHUTDOWN_TIMEOUT_MS: milliseconds.default(25_000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_CONNECT_TIMEOUT_MS: milliseconds.default(5000),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds.default(300_000),
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }),
  CLICKHOUSE_TIMEOUT_MS: milliseconds.default(300_000),
  API_TOKEN: z.string().min(16),
  ETL_INTERVAL_MS: milliseconds.default(300_000),
  ETL_BATCH_ROWS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(250_000),
  ETL_SETTLE_MS: z.coerce.number().int().min(0).default(1000),
  ETL_BLIND_LAG_MS: milliseconds.default(60_000),
  ETL_RECONCILE_INTERVAL_MS: milliseconds.default(3_600_000),
  ETL_RECONCILE_DAYS: z.coerce.number().int().min(1).default(7),
  // Roll-ups count views of the last 390 days, and days before 1970 are none of ClickHouse's.
  ETL_KEEP_YEARS: z.coerce.number().int().min(2).max(50).default(15),
  ETL_SOURCE: z.enum(['polling', 'replication']).default('polling'),
  ETL_FLUSH_MS: milliseconds.default(1000),
  // What PostgreSQL takes as the name of a slot.
  ETL_SLOT: z
    .string()
    .regex(/^[a-z0-9_]{1,63}$/)
    .default(serviceName.replaceAll('-', '_')),
});

export type Config = ReturnType<typeof loadConfig>;

/** Reads the environment once; a wrong or missing value is named and ends the start. */
export function loadConfig(environment: NodeJS.ProcessEnv) {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    throw new Error(
      `The environment is not right:\n${z.prettifyError(parsed.error)}`,
    );
  }
  const { data } = parsed;
  return {
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    shutdown: {
      drainMs: data.SHUTDOWN_DRAIN_MS,
      timeoutMs: data.SHUTDOWN_TIMEOUT_MS,
    },
    apiToken: data.API_TOKEN,
    database: {
      url: data.DATABASE_URL,
      connectTimeoutMs: data.DATABASE_CONNECT_TIMEOUT_MS,
      statementTimeoutMs: data.DATABASE_STATEMENT_TIMEOUT_MS,
      settleMs: data.ETL_SETTLE_MS,
      blindLagMs: data.ETL_BLIND_LAG_MS,
    },
    clickhouse: {
      url: data.CLICKHOUSE_URL,
      timeoutMs: data.CLICKHOUSE_TIMEOUT_MS,
    },
    etl: {
      intervalMs: data.ETL_INTERVAL_MS,
      batchRows: data.ETL_BATCH_ROWS,
      reconcileIntervalMs: data.ETL_RECONCILE_INTERVAL_MS,
      reconcileDays: data.ETL_RECONCILE_DAYS,
      keepYears: data.ETL_KEEP_YEARS,
    },
    /** Undefined where changes are found by runs alone. */
    replication:
      data.ETL_SOURCE === 'replication'
        ? { flushMs: data.ETL_FLUSH_MS, slot: data.ETL_SLOT }
        : undefined,
  };
}

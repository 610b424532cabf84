import { z } from 'zod';

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
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  DATABASE_TIMEOUT_MS: milliseconds.default(5000),
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
    database: {
      url: data.DATABASE_URL,
      poolSize: data.DATABASE_POOL_SIZE,
      timeoutMs: data.DATABASE_TIMEOUT_MS,
    },
  };
}

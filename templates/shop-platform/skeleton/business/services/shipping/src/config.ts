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
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  REDIS_TIMEOUT_MS: milliseconds.default(250),
  OUTBOX_STREAM: z.string().min(1).default('shop:order-events'),
  CONSUMER_STREAM: z.string().min(1).default('shop:order-events'),
  CARRIER_URL: z.url({ protocol: /^https?$/ }).optional(),
  CARRIER_QUOTE_TIMEOUT_MS: milliseconds.default(800),
  CARRIER_TIMEOUT_MS: milliseconds.max(30_000).default(5000),
  CARRIER_CALLBACK_SECRET: z.string().min(16).optional(),
  CARRIER_POLL_MS: milliseconds.default(1000),
  CARRIER_RETRY_MS: milliseconds.default(5000),
  SIMULATED_LATENCY_MS: z.coerce.number().min(0).default(90),
  SIMULATED_LEG_MS: milliseconds.default(180_000),
  SIMULATED_POLL_MS: milliseconds.default(5000),
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
    redis: { url: data.REDIS_URL, timeoutMs: data.REDIS_TIMEOUT_MS },
    outbox: { stream: data.OUTBOX_STREAM },
    consumer: { stream: data.CONSUMER_STREAM },
    carrier: {
      url: data.CARRIER_URL,
      quoteTimeoutMs: data.CARRIER_QUOTE_TIMEOUT_MS,
      timeoutMs: data.CARRIER_TIMEOUT_MS,
      callbackSecret: data.CARRIER_CALLBACK_SECRET,
      pollMs: data.CARRIER_POLL_MS,
      retryMs: data.CARRIER_RETRY_MS,
    },
    simulation: {
      latencyMs: data.SIMULATED_LATENCY_MS,
      legMs: data.SIMULATED_LEG_MS,
      pollMs: data.SIMULATED_POLL_MS,
    },
  };
}

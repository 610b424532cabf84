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
  CORE_SERVICE_URL: z.url(),
  CALL_TIMEOUT_MS: milliseconds.default(2000),
  CONSUMER_STREAM: z.string().min(1).default('shop:order-events'),
  MESSAGE_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  MESSAGE_GATEWAY_TIMEOUT_MS: milliseconds.max(20_000).default(5000),
  SMS_PER_SECOND: z.coerce.number().int().min(1).default(30),
  SENDER_POLL_MS: milliseconds.default(1000),
  SENDER_RETRY_MS: milliseconds.default(5000),
  SIMULATED_LATENCY_MS: z.coerce.number().min(0).default(120),
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
    calls: {
      timeoutMs: data.CALL_TIMEOUT_MS,
      services: {
        core: data.CORE_SERVICE_URL,
      },
    },
    consumer: { stream: data.CONSUMER_STREAM },
    gateway: {
      url: data.MESSAGE_GATEWAY_URL,
      timeoutMs: data.MESSAGE_GATEWAY_TIMEOUT_MS,
      smsPerSecond: data.SMS_PER_SECOND,
    },
    sender: { pollMs: data.SENDER_POLL_MS, retryMs: data.SENDER_RETRY_MS },
    simulation: { latencyMs: data.SIMULATED_LATENCY_MS },
  };
}

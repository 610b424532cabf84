import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const milliseconds = z.coerce.number().int().positive();
const kopiikas = z.coerce.number().int().min(0);
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
  CACHE_TTL_SECONDS: z.coerce.number().int().positive().default(60),
  INVENTORY_SERVICE_URL: z.url(),
  PAYMENTS_SERVICE_URL: z.url(),
  CALL_TIMEOUT_MS: milliseconds.default(2000),
  INVENTORY_TIMEOUT_MS: milliseconds.default(1000),
  PAYMENTS_TIMEOUT_MS: milliseconds.default(3500),
  DELIVERY_BRANCH_PRICE: kopiikas.default(7500),
  DELIVERY_COURIER_PRICE: kopiikas.default(12_000),
  SETTLEMENT_INTERVAL_MS: milliseconds.default(60_000),
  SETTLEMENT_GRACE_MS: milliseconds.default(30_000),
  SETTLEMENT_GIVE_UP_MS: milliseconds.default(120_000),
  OUTBOX_STREAM: z.string().min(1).default('shop:order-events'),
  CONSUMER_STREAM: z.string().min(1).default('shop:order-events'),
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
    cache: { ttlSeconds: data.CACHE_TTL_SECONDS },
    calls: {
      timeoutMs: data.CALL_TIMEOUT_MS,
      services: {
        inventory: data.INVENTORY_SERVICE_URL,
        payments: data.PAYMENTS_SERVICE_URL,
      },
    },
    inventory: {
      baseUrl: data.INVENTORY_SERVICE_URL,
      timeoutMs: data.INVENTORY_TIMEOUT_MS,
    },
    payments: {
      baseUrl: data.PAYMENTS_SERVICE_URL,
      timeoutMs: data.PAYMENTS_TIMEOUT_MS,
    },
    deliveryPrices: {
      branch: data.DELIVERY_BRANCH_PRICE,
      courier: data.DELIVERY_COURIER_PRICE,
    },
    settlement: {
      intervalMs: data.SETTLEMENT_INTERVAL_MS,
      graceMs: data.SETTLEMENT_GRACE_MS,
      giveUpMs: data.SETTLEMENT_GIVE_UP_MS,
    },
    outbox: { stream: data.OUTBOX_STREAM },
    consumer: { stream: data.CONSUMER_STREAM },
  };
}

import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const milliseconds = z.coerce.number().int().positive();
const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']);

export type LogLevel = z.infer<typeof logLevel>;

const environmentSchema = z.object({
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: port.default(${{ values.port }}),
  LOG_LEVEL: logLevel.default('info'),
  SHUTDOWN_DRAIN_MS: z.coerce.number().int().min(0).default(5000),
  SHUTDOWN_TIMEOUT_MS: milliseconds.default(25_000),
{% if values.postgresql %}
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  DATABASE_TIMEOUT_MS: milliseconds.default(5000),
{% endif %}
{% if values.redis %}
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  REDIS_TIMEOUT_MS: milliseconds.default(250),
{% endif %}
{% if values.cache %}
  CACHE_TTL_SECONDS: z.coerce.number().int().positive().default(60),
{% endif %}
{% if values.liqpay %}
  LIQPAY_URL: z.url().default('https://www.liqpay.ua'),
  LIQPAY_PUBLIC_KEY: z.string().min(1),
  LIQPAY_PRIVATE_KEY: z.string().min(1),
  LIQPAY_TIMEOUT_MS: milliseconds.default(3000),
{% endif %}
{% for callee in values.calls %}
  ${{ callee | upper | replace('-', '_') }}_SERVICE_URL: z.url(),
{% endfor %}
{% if values.calls | length %}
  CALL_TIMEOUT_MS: milliseconds.default(2000),
{% endif %}
{% if values.outbox %}
  OUTBOX_STREAM: z.string().min(1).default('shop:${{ values.name }}-events'),
{% endif %}
{% if values.consumer %}
  CONSUMER_STREAM: z.string().min(1).default('shop:order-events'),
{% endif %}
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
{% if values.postgresql %}
    database: {
      url: data.DATABASE_URL,
      poolSize: data.DATABASE_POOL_SIZE,
      timeoutMs: data.DATABASE_TIMEOUT_MS,
    },
{% endif %}
{% if values.redis %}
    redis: { url: data.REDIS_URL, timeoutMs: data.REDIS_TIMEOUT_MS },
{% endif %}
{% if values.cache %}
    cache: { ttlSeconds: data.CACHE_TTL_SECONDS },
{% endif %}
{% if values.liqpay %}
    liqpay: {
      url: data.LIQPAY_URL,
      publicKey: data.LIQPAY_PUBLIC_KEY,
      privateKey: data.LIQPAY_PRIVATE_KEY,
      timeoutMs: data.LIQPAY_TIMEOUT_MS,
    },
{% endif %}
{% if values.calls | length %}
    calls: {
      timeoutMs: data.CALL_TIMEOUT_MS,
      services: {
{% for callee in values.calls %}
        ${{ callee }}: data.${{ callee | upper | replace('-', '_') }}_SERVICE_URL,
{% endfor %}
      },
    },
{% endif %}
{% if values.outbox %}
    outbox: { stream: data.OUTBOX_STREAM },
{% endif %}
{% if values.consumer %}
    consumer: { stream: data.CONSUMER_STREAM },
{% endif %}
  };
}

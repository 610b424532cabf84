import type { TestContext } from 'node:test';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { createService, type Service } from '../../src/service.ts';
{% if values.postgresql %}
import { startPostgres } from './postgres.ts';
{% endif %}
{% if values.redis %}
import { startRedis } from './redis.ts';
{% endif %}

export interface RunningService {
  service: Service;
  url: string;
}

/**
 * What the service needs to start, on free ports of this machine. The servers of
 * a test share its thread, so that their answers may be late: what waits for one
 * waits for long, but where a test is about silence.
 */
export async function testEnvironment(
  ${{ 't' if values.postgresql or values.redis else '_t' }}: TestContext,
  overrides: NodeJS.ProcessEnv = {},
): Promise<NodeJS.ProcessEnv> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    SHUTDOWN_DRAIN_MS: '0',
{% if values.postgresql %}
    DATABASE_URL: overrides.DATABASE_URL ?? (await startPostgres(t)),
    DATABASE_TIMEOUT_MS: '20000',
{% endif %}
{% if values.redis %}
    REDIS_URL: overrides.REDIS_URL ?? (await startRedis(t)).url,
    REDIS_TIMEOUT_MS: '20000',
{% endif %}
{% if values.liqpay %}
    LIQPAY_URL: 'http://127.0.0.1:9',
    LIQPAY_PUBLIC_KEY: 'public',
    LIQPAY_PRIVATE_KEY: 'private',
    LIQPAY_TIMEOUT_MS: '20000',
{% endif %}
{% for callee in values.calls %}
    ${{ callee | upper | replace('-', '_') }}_SERVICE_URL: 'http://127.0.0.1:9',
{% endfor %}
{% if values.calls | length %}
    CALL_TIMEOUT_MS: '20000',
{% endif %}
    ...overrides,
  };
}

/** The whole service over HTTP, stopped when the test ends. */
export async function startService(
  t: TestContext,
  overrides: NodeJS.ProcessEnv = {},
): Promise<RunningService> {
  const config = loadConfig(await testEnvironment(t, overrides));
  const logger = createLogger(config.logLevel);
  const service = await createService({ config, logger });
  const url = await service.start();
  t.after(() => service.stop());
  return { service, url };
}

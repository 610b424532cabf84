import type { TestContext } from 'node:test';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { createService, type Service } from '../../src/service.ts';

export interface RunningService {
  service: Service;
  url: string;
}

export const apiToken = 'a-token-of-the-tests';

/** What the service needs to start, on a free port of this machine, with stores that are away. */
export async function testEnvironment(
  _t: TestContext,
  overrides: NodeJS.ProcessEnv = {},
): Promise<NodeJS.ProcessEnv> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    SHUTDOWN_DRAIN_MS: '0',
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/nowhere',
    CLICKHOUSE_URL: 'http://127.0.0.1:9',
    API_TOKEN: apiToken,
    ETL_SETTLE_MS: '0',
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

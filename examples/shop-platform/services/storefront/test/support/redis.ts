import type { TestContext } from 'node:test';
import { startRedisServer } from './redisServer.ts';

export interface TestRedis {
  url: string;
}

/** The server of `REDIS_URL` where that is set, otherwise a small one of the test's own. */
export async function startRedis(t: TestContext): Promise<TestRedis> {
  const { REDIS_URL: given } = process.env;
  if (given) {
    return { url: given };
  }
  const server = await startRedisServer();
  t.after(() => server.stop());
  return { url: server.url };
}

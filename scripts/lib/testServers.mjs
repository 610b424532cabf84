// @ts-check
import { readFileSync, rmSync } from 'node:fs';
import { isEmbeddedPlatform } from './machine.mjs';
import { inRoot } from './paths.mjs';
import { startPlatform } from './supervise.mjs';

/** The servers that tests run on: their own, with data of their own. */
const dataFolder = inRoot('.test/servers');

/**
 * Servers where tests make databases of their own; those that are missing cannot
 * be had here.
 * @typedef {{ postgres?: string; clickhouse?: string; areEmbedded: boolean; stop: () => Promise<unknown> }} TestServers
 */

/**
 * Real servers for tests. A URL that is set already is used as it is.
 * @returns {Promise<TestServers>}
 */
export async function startTestServers() {
  const { CLICKHOUSE_URL: clickhouse, POSTGRES_URL: postgres } = process.env;
  if (clickhouse || !isEmbeddedPlatform()) {
    return {
      clickhouse,
      postgres,
      areEmbedded: false,
      stop: async () => undefined,
    };
  }
  rmSync(dataFolder, { recursive: true, force: true });
  const platform = await startPlatform([
    '--data',
    dataFolder,
    '--without-portal',
    '--without-shop',
  ]);
  const endpoints = JSON.parse(
    readFileSync(`${dataFolder}/endpoints.json`, 'utf8'),
  );
  return {
    clickhouse: endpoints.clickhouse,
    postgres: endpoints.postgres,
    areEmbedded: true,
    stop: platform.stop,
  };
}

import { ConfigReader } from '@backstage/config';
import { type ClickHouseTestDatabase } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { ClickHouseTraceStore } from '../ClickHouseTraceStore';
import { readSourceConfig } from '../readSourceConfig';

/** The store of a source in a test database. */
export function createStore(
  database: ClickHouseTestDatabase,
  config: Record<string, string> = {},
): ClickHouseTraceStore {
  return ClickHouseTraceStore.create({
    connection: database.service.connection(),
    source: readSourceConfig(
      'test',
      new ConfigReader({ id: 'test', type: 'clickhouse', ...config }),
    ),
  });
}

import { ConfigReader } from '@backstage/config';
import { type JsonObject } from '@backstage/types';
import { readClickHouseConfig } from '../config/readClickHouseConfig';
import { ConnectionPools } from '../connection/ConnectionPools';
import { DefaultClickHouseService } from '../connection/DefaultClickHouseService';
import { QueryTelemetry } from '../telemetry/QueryTelemetry';
import { type ClickHouseService } from '../types';

/**
 * A service outside of a back end, and without telemetry.
 *
 * @param options - the URL of its `default` connection, and `clickhouse.limits` and
 *   `clickhouse.ceilings` as in the configuration
 * @public
 */
export function createClickHouseService(options: {
  url: string;
  limits?: JsonObject;
  ceilings?: JsonObject;
}): { service: ClickHouseService; close(): Promise<void> } {
  const settings = readClickHouseConfig(
    new ConfigReader({
      clickhouse: {
        connections: { default: { url: options.url } },
        limits: options.limits,
        ceilings: options.ceilings,
      },
    }),
  );
  const pools = new ConnectionPools(settings);
  const service = new DefaultClickHouseService({
    settings,
    pools,
    telemetry: new QueryTelemetry({
      metrics: { createHistogram: () => ({ record() {} }) },
      startSpan: (_name, _options, run) =>
        run({ setAttribute() {}, setStatus() {} }),
    }),
  });
  return { service, close: () => pools.close() };
}

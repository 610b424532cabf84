import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { readClickHouseConfig } from './config/readClickHouseConfig';
import { ConnectionPools } from './connection/ConnectionPools';
import { DefaultClickHouseService } from './connection/DefaultClickHouseService';
import { QueryTelemetry } from './telemetry/QueryTelemetry';
import { type ClickHouseService } from './types';

/**
 * The ClickHouse connections under `clickhouse` in the configuration.
 *
 * @public
 */
export const clickhouseServiceRef = createServiceRef<ClickHouseService>({
  id: 'clickhouse',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
        metrics: metricsServiceRef,
        tracing: tracingServiceRef,
      },
      // One pool for all plugins, so that maxOpenConnections holds for the process.
      createRootContext({ config, lifecycle }) {
        const settings = readClickHouseConfig(config);
        const pools = new ConnectionPools(settings);
        lifecycle.addShutdownHook(() => pools.close());
        return { settings, pools };
      },
      factory: ({ metrics, tracing }, { settings, pools }) =>
        new DefaultClickHouseService({
          settings,
          pools,
          telemetry: new QueryTelemetry({
            metrics,
            startSpan: (name, options, run) =>
              tracing.startActiveSpan(name, options, run),
          }),
        }),
    }),
});

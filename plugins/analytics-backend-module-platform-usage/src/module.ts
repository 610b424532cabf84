import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { clickhouseServiceRef } from '@shop-platform/backstage-plugin-clickhouse-node';
import { clustersServiceRef } from '@shop-platform/backstage-plugin-clusters-node';
import { readUsageConfig } from './config/readUsageConfig';
import { ClickHouseSource } from './sampling/ClickHouseSource';
import { ClusterSource } from './sampling/ClusterSource';
import { PostgresSource } from './sampling/PostgresSource';
import { Sampler } from './sampling/Sampler';
import { ServiceEntities } from './sampling/ServiceEntities';
import { UsageStore } from './store/UsageStore';

/** The module on a clock. */
export function createPlatformUsageModule(now: () => Date) {
  return createBackendModule({
    pluginId: 'analytics',
    moduleId: 'platform-usage',
    register(reg) {
      reg.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          clickhouse: clickhouseServiceRef,
          clusters: clustersServiceRef,
          config: coreServices.rootConfig,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          scheduler: coreServices.scheduler,
        },
        async init({ clickhouse, clusters, lifecycle, logger, ...deps }) {
          const config = readUsageConfig(deps.config);
          if (!config) {
            logger.info(
              'The usage of the platform is not sampled: analytics.platformUsage.connection is not set',
            );
            return;
          }
          const store = new UsageStore(config);
          lifecycle.addShutdownHook(() => store.close());
          const entities = new ServiceEntities({ ...deps, logger });
          const sampler = new Sampler({
            store,
            entities,
            logger,
            now,
            sources: [
              ...clusters
                .list()
                .map(
                  ({ name }) =>
                    new ClusterSource({ ...config, name, clusters, entities }),
                ),
              ...config.postgres.map(
                database => new PostgresSource(database, entities),
              ),
              ...config.clickhouse.map(
                ({ connection, ...database }) =>
                  new ClickHouseSource({
                    ...database,
                    connection: clickhouse.connection(connection),
                  }),
              ),
            ],
          });
          // Each replica brings its price list, whichever of them samples.
          lifecycle.addStartupHook(async () => {
            try {
              await sampler.prepare();
            } catch (error) {
              logger.warn(
                `The tables of the platform's usage are not ready, and are tried again every minute: ${stringifyError(
                  error,
                )}`,
              );
            }
          });
          await deps.scheduler.scheduleTask({
            id: 'platform-usage',
            scope: 'global',
            // By the clock, so that no minute has two samples and the next none.
            frequency: { cron: '* * * * *' },
            timeout: { seconds: 50 },
            fn: async signal => await sampler.sample(signal),
          });
        },
      });
    },
  });
}

/**
 * Samples what clusters and databases use every minute into the table
 * `platform_usage` of ClickHouse, and prices it.
 *
 * @public
 */
export const analyticsModulePlatformUsage = createPlatformUsageModule(
  () => new Date(),
);

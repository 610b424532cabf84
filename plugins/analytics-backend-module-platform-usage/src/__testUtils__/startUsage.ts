import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { type JsonObject } from '@backstage/types';
import { clickhouseServiceRef } from '@shop-platform/backstage-plugin-clickhouse-node';
import { type ClickHouseTestDatabase } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { createPlatformUsageModule } from '../module';

/** Prices of one unit an hour, and of one a month. */
export const priceOf = (
  region: string,
  resource: string,
  price: string,
  validFrom = '2090-01-01',
) => ({
  region,
  resource,
  price,
  validFrom,
  source: 'https://prices.example.com/list',
});

/** Starts the module over clusters; `sampleAt` is one run of its task at a time. */
export async function startUsage(options: {
  database: ClickHouseTestDatabase;
  clusters?: { name: string; url: string; region: string }[];
  usage?: JsonObject;
  entities?: Entity[];
}) {
  const { database, clusters = [] } = options;
  let now = new Date('2090-01-01T00:00:00Z');
  const scheduler = mockServices.scheduler();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      createPlatformUsageModule(() => now),
      logger.factory,
      catalogServiceMock.factory({ entities: options.entities ?? [] }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: clickhouseServiceRef,
        deps: {},
        factory: () => database.service,
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { listen: { port: 0 } },
          clickhouse: { connections: { writer: { url: database.url } } },
          analytics: {
            platformUsage: { connection: 'writer', ...options.usage },
          },
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: clusters.map(({ name, url }) => ({
                  name,
                  url,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: 'secret',
                })),
              },
            ],
          },
          clusters: {
            // Busy machines take their time; a cluster that is gone says so at once.
            timeout: '20s',
            regions: Object.fromEntries(
              clusters.map(({ name, region }) => [name, region]),
            ),
          },
        },
      }),
    ],
  });
  return {
    server: backend.server,
    stop: async () => await backend.stop(),
    logger,
    async sampleAt(time: string) {
      now = new Date(time);
      await scheduler.triggerTask('platform-usage');
    },
  };
}

import { createBackendModule } from '@backstage/backend-plugin-api';
import { clickhouseServiceRef } from '@shop-platform/backstage-plugin-clickhouse-node';
import { traceStoresExtensionPoint } from '@shop-platform/backstage-plugin-traces-node';
import { ClickHouseTraceStore } from './ClickHouseTraceStore';
import { readSourceConfig } from './readSourceConfig';

/**
 * Reads the traces of sources of the type `clickhouse`.
 *
 * @public
 */
export const tracesModuleClickHouse = createBackendModule({
  pluginId: 'traces',
  moduleId: 'clickhouse',
  register(reg) {
    reg.registerInit({
      deps: {
        clickhouse: clickhouseServiceRef,
        stores: traceStoresExtensionPoint,
      },
      async init({ clickhouse, stores }) {
        stores.addStoreType({
          type: 'clickhouse',
          create({ id, config }) {
            const source = readSourceConfig(id, config);
            return ClickHouseTraceStore.create({
              connection: clickhouse.connection(source.connection),
              source,
            });
          },
        });
      },
    });
  },
});

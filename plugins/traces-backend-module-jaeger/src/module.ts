import { createBackendModule } from '@backstage/backend-plugin-api';
import { traceStoresExtensionPoint } from '@shop-platform/backstage-plugin-traces-node';
import { JaegerClient } from './client/JaegerClient';
import { readJaegerSource } from './readJaegerSource';
import { JaegerTraceStore } from './store/JaegerTraceStore';

/**
 * Lets `traces.sources` name Jaeger's query service, as sources of type `jaeger`.
 *
 * @public
 */
export const tracesModuleJaeger = createBackendModule({
  pluginId: 'traces',
  moduleId: 'jaeger',
  register(reg) {
    reg.registerInit({
      deps: { stores: traceStoresExtensionPoint },
      async init({ stores }) {
        stores.addStoreType({
          type: 'jaeger',
          create: ({ config }) =>
            new JaegerTraceStore(JaegerClient.create(readJaegerSource(config))),
        });
      },
    });
  },
});

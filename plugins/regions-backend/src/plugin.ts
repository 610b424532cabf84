import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { clustersServiceRef } from '@shop-platform/backstage-plugin-clusters-node';
import {
  REGIONS_CHANNEL,
  regionsPermissions,
  type RegionsSignal,
} from '@shop-platform/backstage-plugin-regions-common';
import { registerActions } from './actions';
import { readRegionsConfig } from './config';
import { TrafficReader } from './readings/TrafficReader';
import { createRouter } from './router/createRouter';
import { AuthorizedRegions } from './service/AuthorizedRegions';
import { WatchedRegions } from './service/WatchedRegions';

/**
 * Watches the regions under `regions` in the configuration, and tells how each
 * is to those who may know.
 *
 * @public
 */
export const regionsPlugin = createBackendPlugin({
  pluginId: 'regions',
  register(reg) {
    reg.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init({ auditor, config, httpAuth, lifecycle, ...deps }) {
        const watched = WatchedRegions.start({
          ...deps,
          regions: readRegionsConfig(config),
          traffic: new TrafficReader(deps),
          onChange: () => {
            const message: RegionsSignal = { type: 'verdict-changed' };
            deps.signals
              .publish({
                recipients: { type: 'broadcast' },
                channel: REGIONS_CHANNEL,
                message,
              })
              .catch(error =>
                deps.logger.warn('A changed verdict was not signalled', error),
              );
          },
        });
        lifecycle.addShutdownHook(() => watched.stop());
        const regions = new AuthorizedRegions({
          regions: watched,
          permissions: deps.permissions,
        });

        deps.permissionsRegistry.addPermissions(regionsPermissions);
        deps.httpRouter.use(createRouter({ regions, httpAuth, auditor }));
        registerActions({
          actionsRegistry: deps.actionsRegistry,
          auditor,
          regions,
          urlOf: name =>
            `${config
              .getString('app.baseUrl')
              .replace(/\/$/, '')}/regions/${encodeURIComponent(name)}`,
        });
      },
    });
  },
});

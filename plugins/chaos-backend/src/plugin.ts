import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  CHAOS_CHANNEL,
  chaosPermissions,
  type ChaosSignal,
} from '@shop-platform/backstage-plugin-chaos-common';
import { clickhouseServiceRef } from '@shop-platform/backstage-plugin-clickhouse-node';
import { clustersServiceRef } from '@shop-platform/backstage-plugin-clusters-node';
import { registerActions } from './actions';
import { assembleChaos } from './assembleChaos';
import { readChaosConfig } from './config';
import { createRouter } from './router/createRouter';
import { authorizeChaos } from './service/AuthorizedChaos';
import { scheduleTasks } from './turns/scheduleTasks';
import { createCallersReader } from './verdict/CallersReader';
import { createCallsReader } from './verdict/CallsReader';
import { PlacedReader } from './verdict/PlacedReader';
import { createRequestsReader } from './verdict/RequestsReader';
import { createTrafficReader } from './verdict/TrafficReader';

/**
 * Experiments with Chaos Mesh in the clusters of the configuration: dry runs
 * under the rules of `chaos` in the configuration, runs, levers that halt
 * everything, history, and verdicts from the traces.
 *
 * @public
 */
export const chaosPlugin = createBackendPlugin({
  pluginId: 'chaos',
  register(reg) {
    reg.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clickhouse: clickhouseServiceRef,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
      },
      async init({ auditor, auth, config, httpAuth, lifecycle, ...deps }) {
        const { logger, signals } = deps;
        const traces = { auth, ...deps };
        const reader = new PlacedReader(traces);
        const chaos = await assembleChaos({
          ...deps,
          auditor,
          auth,
          integrations: ScmIntegrations.fromConfig(config),
          settings: readChaosConfig(config),
          readTraffic: createTrafficReader(reader),
          readRequests: createRequestsReader(traces, reader),
          readCallers: createCallersReader(traces),
          readCalls: createCallsReader(traces),
          now: Date.now,
          onChange: () => {
            const message: ChaosSignal = { type: 'changed' };
            signals
              .publish({
                recipients: { type: 'broadcast' },
                channel: CHAOS_CHANNEL,
                message,
              })
              .catch(error =>
                logger.warn('A changed run was not signalled', error),
              );
          },
        });
        await scheduleTasks({ ...deps, chaos, lifecycle });
        deps.permissionsRegistry.addPermissions(chaosPermissions);
        const authorized = authorizeChaos(chaos.service, deps.permissions);
        deps.httpRouter.use(
          createRouter({
            chaos: authorized,
            clusters: deps.clusters,
            ...{ auth, httpAuth, auditor },
          }),
        );
        registerActions({
          actionsRegistry: deps.actionsRegistry,
          auditor,
          auth,
          chaos: authorized,
          urlOf: id =>
            `${config
              .getString('app.baseUrl')
              .replace(/\/$/, '')}/chaos/runs/${id}`,
        });
      },
    });
  },
});

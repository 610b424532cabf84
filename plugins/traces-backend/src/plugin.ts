import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { tracesPermissions } from '@shop-platform/backstage-plugin-traces-common';
import {
  traceStoresExtensionPoint,
  type TraceStoreType,
} from '@shop-platform/backstage-plugin-traces-node';
import { CatalogServices } from './access/CatalogServices';
import { ServiceAccess } from './access/ServiceAccess';
import { registerActions } from './actions';
import { readTracesConfig } from './config';
import { createTracesMetrics } from './metrics';
import { createRouter } from './router/createRouter';
import { AuthorizedTraces } from './service/AuthorizedTraces';
import { FederatedTraces } from './service/FederatedTraces';
import { SourceAsker } from './service/SourceAsker';
import { createSources } from './service/sources';

/**
 * Reads traces from the stores under `traces.sources`, for those who may read
 * the services they belong to.
 *
 * @public
 */
export const tracesPlugin = createBackendPlugin({
  pluginId: 'traces',
  register(reg) {
    const types = new Map<string, TraceStoreType>();
    reg.registerExtensionPoint(traceStoresExtensionPoint, {
      addStoreType(type) {
        if (types.has(type.type)) {
          throw new ConflictError(
            `Two modules bring stores of type '${type.type}': install one of them`,
          );
        }
        types.set(type.type, type);
      },
    });

    reg.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        tracing: tracingServiceRef,
      },
      async init({ auditor, config, httpAuth, logger, ...deps }) {
        const { sources, limits } = readTracesConfig(config);
        const traces = new AuthorizedTraces({
          traces: new FederatedTraces(
            new SourceAsker({
              sources: createSources(sources, types),
              timeoutMs: limits.sourceTimeoutMs,
              metrics: createTracesMetrics(deps.metrics),
              tracing: deps.tracing,
              logger,
            }),
          ),
          access: new ServiceAccess({
            catalogServices: new CatalogServices(deps),
            permissions: deps.permissions,
          }),
        });

        deps.permissionsRegistry.addPermissions(tracesPermissions);
        deps.httpRouter.use(
          createRouter({ traces, limits, httpAuth, auditor }),
        );
        registerActions({
          actionsRegistry: deps.actionsRegistry,
          auditor,
          traces,
          limits,
          urlOf: traceId =>
            `${config
              .getString('app.baseUrl')
              .replace(/\/$/, '')}/traces/trace/${traceId}`,
        });
      },
    });
  },
});

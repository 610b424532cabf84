import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { analyticsPermissions } from '@shop-platform/backstage-plugin-analytics-common';
import { clickhouseServiceRef } from '@shop-platform/backstage-plugin-clickhouse-node';
import { DashboardAccess } from './access/DashboardAccess';
import { Tenants } from './access/Tenants';
import { registerActions } from './actions';
import { readAnalyticsConfig } from './config';
import { DashboardFiles } from './dashboards/DashboardFiles';
import { DashboardLibrary } from './dashboards/DashboardLibrary';
import { QueryGuard } from './guard/QueryGuard';
import { RowPolicies } from './guard/RowPolicies';
import { AlertStore } from './pipelines/AlertStore';
import { AuthorizedPipelines } from './pipelines/AuthorizedPipelines';
import { LagAlerts } from './pipelines/LagAlerts';
import { Pipelines } from './pipelines/Pipelines';
import { StoredRuns } from './pipelines/StoredRuns';
import { PipelineReader } from './query/PipelineReader';
import { QueryRunner } from './query/QueryRunner';
import { UserSlots } from './query/UserSlots';
import { createRouter } from './router/createRouter';
import { refuseAll } from './router/refuseAll';
import { AuthorizedExplorer } from './service/AuthorizedExplorer';
import { DashboardService } from './service/DashboardService';
import { Explorer } from './service/Explorer';
import { PanelQueries } from './service/PanelQueries';

/**
 * Dashboards that the catalog leads to, over the ClickHouse of the portal, for
 * those who may see them.
 *
 * @public
 */
export const analyticsPlugin = createBackendPlugin({
  pluginId: 'analytics',
  register(reg) {
    reg.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clickhouse: clickhouseServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        reader: coreServices.urlReader,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init({ auditor, httpAuth, logger, ...deps }) {
        const config = readAnalyticsConfig(deps.config);
        deps.permissionsRegistry.addPermissions(analyticsPermissions);
        if (!deps.config.has('clickhouse.connections')) {
          logger.warn(
            'There are no dashboards: no ClickHouse is configured under clickhouse.connections',
          );
          deps.httpRouter.use(refuseAll());
          return;
        }
        const connection = deps.clickhouse.connection(config.connection);
        const guard = new QueryGuard({
          connection,
          tables: new Set([...config.tables, ...config.sharedTables]),
          functions: new Set(config.functions),
        });
        const reports = new PipelineReader({ ...config, connection, logger });
        const runner = new QueryRunner({
          connection,
          guard,
          pipelines: reports,
          slots: new UserSlots(config),
          limits: config.limits,
          tables: config.tables,
        });
        const tenants = new Tenants({ ...deps, tenants: config.tenants });
        const rowPolicies = new RowPolicies({
          portal: connection,
          accounts: config.tenants.map(({ name, explorerConnection }) => ({
            tenant: name,
            connection:
              explorerConnection === undefined
                ? undefined
                : deps.clickhouse.connection(explorerConnection),
          })),
          sharedTables: new Set(config.sharedTables),
          logger,
        });
        const library = new DashboardLibrary({
          ...deps,
          files: new DashboardFiles({
            reader: deps.reader,
            integrations: ScmIntegrations.fromConfig(deps.config),
          }),
          logger,
          maxAgeMs: config.refreshMs,
        });
        const access = new DashboardAccess(deps);
        const dashboards = new DashboardService({
          access,
          tenants,
          library,
          panels: new PanelQueries({ runner, tenants, rowPolicies }),
          runner,
        });
        const pipelines = new AuthorizedPipelines({
          access,
          pipelines: new Pipelines({
            reader: reports,
            stored: new StoredRuns({ connection, logger }),
            pipelines: config.pipelines,
          }),
        });
        const explorer = new AuthorizedExplorer({
          access,
          explorer: new Explorer({
            connection,
            guard,
            rowPolicies,
            runner,
            tenants,
            config,
          }),
        });

        await deps.scheduler.scheduleTask({
          id: 'refresh-dashboards',
          scope: 'local',
          frequency: { milliseconds: config.refreshMs },
          initialDelay: { seconds: 10 },
          timeout: { minutes: 5 },
          fn: () =>
            library
              .refresh()
              .catch(error =>
                logger.warn('The dashboards were not read again', error),
              ),
        });
        if (rowPolicies.isConfigured) {
          // At the start, too, so that the log says it before anybody asks.
          await deps.scheduler.scheduleTask({
            id: 'check-row-policies',
            scope: 'local',
            frequency: { minutes: 1 },
            timeout: { minutes: 1 },
            // A state that is known is just not a minute old yet when this runs again.
            fn: async () => {
              await rowPolicies.check();
            },
          });
        }
        if (config.pipelines.length > 0) {
          const alerts = new LagAlerts({
            pipelines: config.pipelines,
            read: () => reports.pipelines(),
            store: await AlertStore.create(deps.database),
            notifications: deps.notifications,
            logger,
          });
          await deps.scheduler.scheduleTask({
            id: 'tell-of-late-pipelines',
            frequency: { minutes: 1 },
            // A pipeline that starts with the portal is late for a moment.
            initialDelay: { minutes: 2 },
            timeout: { minutes: 1 },
            fn: () =>
              alerts
                .check()
                .catch(error =>
                  logger.warn(
                    'It is not known whether pipelines are late',
                    error,
                  ),
                ),
          });
        }
        deps.httpRouter.use(
          createRouter({ dashboards, explorer, pipelines, httpAuth, auditor }),
        );
        registerActions({
          actionsRegistry: deps.actionsRegistry,
          auditor,
          dashboards,
          pipelines,
          urlOf: (entityRef, dashboard) => {
            const { kind, namespace, name } = parseEntityRef(entityRef);
            const base = deps.config
              .getString('app.baseUrl')
              .replace(/\/$/, '');
            return `${base}/analytics/${[kind, namespace, name, dashboard]
              .map(encodeURIComponent)
              .join('/')}`;
          },
        });
      },
    });
  },
});

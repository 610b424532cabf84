import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiBarChartBoxLine } from '@remixicon/react';
import { analyticsApi } from './extensions/apis';
import { dashboardsCard, keyFiguresCard } from './extensions/entityCards';
import { dashboardsEntityContent } from './extensions/entityContents';
import { homeFiguresCard } from './extensions/homeCards';
import { analyticsPage } from './extensions/pages';
import {
  dashboardRouteRef,
  editorRouteRef,
  entityDashboardsRouteRef,
  explorerRouteRef,
  pipelinesRouteRef,
  rootRouteRef,
  templateRouteRef,
  tracesRouteRef,
} from './routes';

/**
 * Analytics: dashboards as files of the services that own them, an explorer for
 * SQL, the pipelines that fill the tables, and for entities a tab and two cards.
 *
 * @public
 */
export const analyticsPlugin = createFrontendPlugin({
  pluginId: 'analytics',
  title: 'Analytics',
  icon: <RiBarChartBoxLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    dashboard: dashboardRouteRef,
    editor: editorRouteRef,
    explorer: explorerRouteRef,
    pipelines: pipelinesRouteRef,
    entityDashboards: entityDashboardsRouteRef,
  },
  externalRoutes: { template: templateRouteRef, traces: tracesRouteRef },
  extensions: [
    analyticsApi,
    analyticsPage,
    dashboardsEntityContent,
    keyFiguresCard,
    dashboardsCard,
    homeFiguresCard,
  ],
});

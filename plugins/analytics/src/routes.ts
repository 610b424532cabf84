import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** All dashboards. */
export const rootRouteRef = createRouteRef();

/** SQL of one's own. */
export const explorerRouteRef = createSubRouteRef({
  path: '/explorer',
  parent: rootRouteRef,
});

/** How the tables are filled. */
export const pipelinesRouteRef = createSubRouteRef({
  path: '/pipelines',
  parent: rootRouteRef,
});

/** One dashboard. */
export const dashboardRouteRef = createSubRouteRef({
  path: '/:kind/:namespace/:entityName/:dashboard',
  parent: rootRouteRef,
});

/** The file of a dashboard, beside what it draws. */
export const editorRouteRef = createSubRouteRef({
  path: '/:kind/:namespace/:entityName/:dashboard/edit',
  parent: rootRouteRef,
});

/** The dashboards of an entity, on its page. */
export const entityDashboardsRouteRef = createRouteRef();

/** The form of a template, where the scaffolder is installed. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The search of the traces plugin, where that is installed. */
export const tracesRouteRef = createExternalRouteRef({
  defaultTarget: 'traces.root',
});

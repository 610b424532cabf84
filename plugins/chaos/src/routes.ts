import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** What runs, the levers, and what ran. */
export const rootRouteRef = createRouteRef();

/** What is to be broken next. */
export const newRunRouteRef = createSubRouteRef({
  path: '/new',
  parent: rootRouteRef,
});

/** A Workflow that is being built. */
export const newWorkflowRouteRef = createSubRouteRef({
  path: '/workflows/new',
  parent: rootRouteRef,
});

/** One run. */
export const runRouteRef = createSubRouteRef({
  path: '/runs/:id',
  parent: rootRouteRef,
});

/** What starts experiments by itself. */
export const schedulesRouteRef = createSubRouteRef({
  path: '/schedules',
  parent: rootRouteRef,
});

/** What ran, what is planned, and when nothing may run. */
export const calendarRouteRef = createSubRouteRef({
  path: '/calendar',
  parent: rootRouteRef,
});

/** A Schedule or a Workflow that another person has to approve. */
export const requestRouteRef = createSubRouteRef({
  path: '/requests/:id',
  parent: rootRouteRef,
});

/** One Schedule or Workflow. */
export const standingRouteRef = createSubRouteRef({
  path: '/schedules/:cluster/:kind/:namespace/:name',
  parent: rootRouteRef,
});

/** The runs that hit an entity, on its page. */
export const entityChaosRouteRef = createRouteRef();

/** The form of a template, where the scaffolder is installed. */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The search of the traces plugin, where that is installed. */
export const tracesRouteRef = createExternalRouteRef({
  defaultTarget: 'traces.root',
});

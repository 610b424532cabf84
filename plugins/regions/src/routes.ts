import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** All regions. */
export const rootRouteRef = createRouteRef();

/** One region. */
export const regionRouteRef = createSubRouteRef({
  path: '/:name',
  parent: rootRouteRef,
});

/** The search of the traces plugin, where that is installed. */
export const tracesRouteRef = createExternalRouteRef({
  defaultTarget: 'traces.root',
});

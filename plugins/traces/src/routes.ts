import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The search. */
export const rootRouteRef = createRouteRef();

/** One trace. */
export const traceRouteRef = createSubRouteRef({
  path: '/trace/:traceId',
  parent: rootRouteRef,
});

/** The traces of the service that an entity stands for. */
export const entityTracesRouteRef = createRouteRef();

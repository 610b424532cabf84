import {
  ApiBlueprint,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { timeWindowsApiRef } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../api';
import { listRunWindows } from '../model/runWindows';
import { runRouteRef } from '../routes';

/** Tells the pages about time which experiments ran meanwhile. */
export const chaosTimeWindows = ApiBlueprint.make({
  name: 'time-windows',
  params: defineParams =>
    defineParams({
      api: timeWindowsApiRef,
      deps: { chaos: chaosApiRef, routes: routeResolutionApiRef },
      factory: ({ chaos, routes }) => ({
        list: (range, options) =>
          listRunWindows(chaos, {
            ...range,
            ...options,
            linkTo: id => routes.resolve(runRouteRef)?.({ id }),
          }),
      }),
    }),
});

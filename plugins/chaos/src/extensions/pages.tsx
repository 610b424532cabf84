import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

export const chaosPage = PageBlueprint.make({
  params: {
    path: '/chaos',
    routeRef: rootRouteRef,
    // The pages' own headers are in the language of the reader.
    noHeader: true,
    loader: () =>
      import('../components/ChaosRouter').then(({ ChaosRouter }) => (
        <ChaosRouter />
      )),
  },
});

import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

export const regionsPage = PageBlueprint.make({
  params: {
    path: '/regions',
    routeRef: rootRouteRef,
    // The pages' own headers are in the language of the reader.
    noHeader: true,
    loader: () =>
      import('../components/RegionsRouter').then(({ RegionsRouter }) => (
        <RegionsRouter />
      )),
  },
});

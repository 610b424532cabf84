import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

export const tracesPage = PageBlueprint.make({
  params: {
    path: '/traces',
    routeRef: rootRouteRef,
    // The pages' own headers are in the language of the reader.
    noHeader: true,
    loader: () =>
      import('../components/TracesRouter').then(({ TracesRouter }) => (
        <TracesRouter />
      )),
  },
});

import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

export const templatesPage = PageBlueprint.make({
  params: {
    path: '/templates',
    routeRef: rootRouteRef,
    // The page's own header is in the language of the reader.
    noHeader: true,
    loader: () =>
      import('../components/VersionsPage').then(({ VersionsPage }) => (
        <VersionsPage />
      )),
  },
});

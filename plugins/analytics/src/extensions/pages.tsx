import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

export const analyticsPage = PageBlueprint.make({
  params: {
    path: '/analytics',
    routeRef: rootRouteRef,
    // The pages' own headers are in the language of the reader.
    noHeader: true,
    loader: () =>
      import('../components/AnalyticsRouter').then(({ AnalyticsRouter }) => (
        <AnalyticsRouter />
      )),
  },
});

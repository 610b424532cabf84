import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiBarChartBoxLine } from '@remixicon/react';
import { entityDashboardsRouteRef } from '../routes';
import { hasDashboards } from './hasDashboards';

export const dashboardsEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/dashboards',
    title: 'Dashboards',
    icon: <RiBarChartBoxLine />,
    routeRef: entityDashboardsRouteRef,
    filter: hasDashboards,
    loader: () =>
      import('../components/EntityDashboards').then(
        ({ EntityDashboardsContent }) => <EntityDashboardsContent />,
      ),
  },
});

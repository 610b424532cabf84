import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { hasDashboards } from './hasDashboards';

export const keyFiguresCard = EntityCardBlueprint.make({
  name: 'key-figures',
  params: {
    type: 'content',
    filter: hasDashboards,
    loader: () =>
      import('../components/EntityDashboards').then(({ KeyFiguresCard }) => (
        <KeyFiguresCard />
      )),
  },
});

export const dashboardsCard = EntityCardBlueprint.make({
  name: 'dashboards',
  params: {
    type: 'content',
    filter: hasDashboards,
    loader: () =>
      import('../components/EntityDashboards').then(({ DashboardsCard }) => (
        <DashboardsCard />
      )),
  },
});

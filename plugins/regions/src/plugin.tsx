import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiEarthLine } from '@remixicon/react';
import { regionsApi } from './extensions/apis';
import { whereItRunsCard } from './extensions/entityCards';
import { regionsPage } from './extensions/pages';
import { regionRouteRef, rootRouteRef, tracesRouteRef } from './routes';

/**
 * Regions: a page with all of them, one for each, and for entities with
 * workloads a card that says where they run.
 *
 * @public
 */
export const regionsPlugin = createFrontendPlugin({
  pluginId: 'regions',
  title: 'Regions',
  icon: <RiEarthLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, region: regionRouteRef },
  externalRoutes: { traces: tracesRouteRef },
  extensions: [regionsApi, regionsPage, whereItRunsCard],
});

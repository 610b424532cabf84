import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiNodeTree } from '@remixicon/react';
import { tracesApi } from './extensions/apis';
import { tracesEntityCard } from './extensions/entityCards';
import { tracesEntityContent } from './extensions/entityContents';
import { tracesPage } from './extensions/pages';
import { rootRouteRef, traceRouteRef } from './routes';

/**
 * Traces: a page to search them and one to read each, and for entities with a
 * service a tab and a card.
 *
 * @public
 */
export const tracesPlugin = createFrontendPlugin({
  pluginId: 'traces',
  title: 'Traces',
  icon: <RiNodeTree />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, trace: traceRouteRef },
  extensions: [tracesApi, tracesPage, tracesEntityContent, tracesEntityCard],
});

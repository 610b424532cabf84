import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiStackLine } from '@remixicon/react';
import { templatesApi } from './extensions/apis';
import { madeFromCard } from './extensions/entityCards';
import { templatesPage } from './extensions/pages';
import { createPageRouteRef, formRouteRef, rootRouteRef } from './routes';

/**
 * Versions of templates: a page with what was made from which, and for each
 * entity a card with what changed since and its upgrade.
 *
 * @public
 */
export const templatesPlugin = createFrontendPlugin({
  pluginId: 'templates',
  title: 'Template versions',
  icon: <RiStackLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { form: formRouteRef, create: createPageRouteRef },
  extensions: [templatesApi, templatesPage, madeFromCard],
});

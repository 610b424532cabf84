import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { AppRootWrapperBlueprint } from '@backstage/plugin-app-react';
import { UpstreamMends } from './UpstreamMends';

/**
 * Makes components accessible that this portal shows and does not draw, until
 * they are upstream. What it does, and to what, stands in mends.ts.
 */
export const accessibilityModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootWrapperBlueprint.make({
      name: 'upstream-mends',
      params: { component: UpstreamMends },
    }),
  ],
});

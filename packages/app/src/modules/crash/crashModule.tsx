import {
  createFrontendModule,
  ErrorDisplay,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';

/** What the portal shows for a part of a page that broke, in place of Backstage's panel with a stack. */
export const crashModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SwappableComponentBlueprint.make({
      name: 'core-error-display',
      params: define =>
        define({
          component: ErrorDisplay,
          loader: () =>
            import('./CrashNotice').then(({ CrashNotice }) => CrashNotice),
        }),
    }),
  ],
});

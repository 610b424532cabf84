import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { AppRootWrapperBlueprint } from '@backstage/plugin-app-react';
import { TourTracker } from './TourTracker';

/**
 * Follows where people go. A wrapper, because it is there only once somebody
 * is signed in and has settings to keep the tour in.
 */
export const tourModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootWrapperBlueprint.make({
      name: 'tour-tracker',
      params: { component: TourTracker },
    }),
  ],
});

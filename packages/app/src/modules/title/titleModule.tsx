import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { DocumentTitle } from './DocumentTitle';

/** Names the browser's tab after the page that it shows. */
export const titleModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootElementBlueprint.make({
      name: 'document-title',
      params: { element: <DocumentTitle /> },
    }),
  ],
});

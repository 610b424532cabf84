import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { ukrainianTranslations } from '../../translations/uk-backstage';
import { DocumentLanguage } from './DocumentLanguage';
import { UpstreamTitles } from './UpstreamTitles';

/** The texts of Backstage's own plugins in Ukrainian. */
export const translationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootElementBlueprint.make({
      name: 'document-language',
      params: { element: <DocumentLanguage /> },
    }),
    AppRootElementBlueprint.make({
      name: 'upstream-titles',
      params: { element: <UpstreamTitles /> },
    }),
    ...ukrainianTranslations.map(resource =>
      TranslationBlueprint.make({ name: resource.id, params: { resource } }),
    ),
  ],
});

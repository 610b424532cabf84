import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './translations/en';

/**
 * The texts of the templates plugin: English, and Ukrainian loaded on demand.
 *
 * @public
 */
export const templatesTranslationRef = createTranslationRef({
  id: 'plugin.templates',
  messages,
  translations: { uk: () => import('./translations/uk') },
});

import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './translations/en';

/**
 * The texts of the regions plugin: English, and Ukrainian loaded on demand.
 *
 * @public
 */
export const regionsTranslationRef = createTranslationRef({
  id: 'plugin.regions',
  messages,
  translations: { uk: () => import('./translations/uk') },
});

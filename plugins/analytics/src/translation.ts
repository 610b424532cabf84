import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './translations/en';

/**
 * The texts of the analytics plugin: English, and Ukrainian loaded on demand.
 *
 * @public
 */
export const analyticsTranslationRef = createTranslationRef({
  id: 'plugin.analytics',
  messages,
  translations: { uk: () => import('./translations/uk') },
});

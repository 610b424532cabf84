import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './translations/en';

/**
 * The texts of the chaos plugin: English, and Ukrainian loaded on demand.
 *
 * @public
 */
export const chaosTranslationRef = createTranslationRef({
  id: 'plugin.chaos',
  messages,
  translations: { uk: () => import('./translations/uk') },
});

import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './translations/en';

/**
 * The texts of the shared components: English, and Ukrainian loaded on demand.
 *
 * @public
 */
export const uiKitTranslationRef = createTranslationRef({
  id: 'ui-kit',
  messages,
  translations: { uk: () => import('./translations/uk') },
});

import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './translations/en';

/** The texts of the portal's own pages: English, and Ukrainian loaded on demand. */
export const portalTranslationRef = createTranslationRef({
  id: 'portal',
  messages,
  translations: { uk: () => import('./translations/uk') },
});

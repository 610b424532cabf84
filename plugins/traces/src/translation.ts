import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { runtimeMessages } from './messages/runtime';
import { searchMessages } from './messages/search';
import { tracePageMessages } from './messages/tracePage';

/**
 * The texts of the traces plugin: English, and Ukrainian loaded on demand.
 *
 * @public
 */
export const tracesTranslationRef = createTranslationRef({
  id: 'plugin.traces',
  messages: { ...searchMessages, ...runtimeMessages, ...tracePageMessages },
  translations: { uk: () => import('./translations/uk') },
});

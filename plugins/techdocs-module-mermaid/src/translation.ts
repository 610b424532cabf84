import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * The texts around a diagram.
 *
 * @public
 */
export const techdocsMermaidTranslationRef = createTranslationRef({
  id: 'techdocs-mermaid',
  messages: {
    diagram: {
      label: 'Diagram',
      source: 'Diagram source',
    },
    error: {
      syntax: 'This diagram has an error and could not be drawn',
      library: 'Diagrams cannot be drawn right now: reload the page to retry',
    },
  },
  translations: {
    uk: () => import('./translations/uk'),
  },
});

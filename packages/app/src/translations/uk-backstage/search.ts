import { searchTranslationRef } from '@backstage/plugin-search/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(searchTranslationRef, {
  'searchModal.viewFullResults': 'Переглянути всі результати',
  'searchType.allResults': 'Усі результати',
  'searchType.tabs.allTitle': 'Усі',
  'searchType.accordion.allTitle': 'Усі',
  'searchType.accordion.collapse': 'Згорнути',
  'searchType.accordion.numberOfResults': 'Результатів: {{number}}',
  'sidebarSearchModal.title': 'Пошук',
});

import { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(searchReactTranslationRef, {
  'searchBar.title': 'Пошук',
  'searchBar.placeholder': 'Пошук у {{org}}',
  'searchBar.clearButtonTitle': 'Очистити',
  'searchFilter.allOptionTitle': 'Усі',
  'searchPagination.limitLabel': 'Результатів на сторінці:',
  'searchPagination.limitText': 'усього {{num}}',
  noResultsDescription: 'Нічого не знайдено',
  'searchResultGroup.linkTitle': 'Переглянути всі',
  'searchResultGroup.addFilterButtonTitle': 'Додати фільтр',
  'searchResultPager.previous': 'Назад',
  'searchResultPager.next': 'Далі',
});

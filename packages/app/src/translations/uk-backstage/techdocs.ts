import { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(techdocsTranslationRef, {
  'aboutCard.viewTechdocs': 'Відкрити документацію',
  'notFound.title': 'Документацію не знайдено',
  'notFound.builderNote':
    'У конфігурації techdocs.builder має значення, відмінне від «local», тому цей застосунок Backstage не збирає документацію, якої бракує. Переконайтеся, що документацію проєкту збирає та публікує зовнішній процес (наприклад, конвеєр CI/CD), або встановіть techdocs.builder у «local», щоб її збирав цей екземпляр Backstage.',
  'buildLogs.title': 'Подробиці збирання',
  'buildLogs.closeDrawer': 'Закрити панель',
  'buildLogs.showBuildLogs': 'Показати журнал збирання',
  'buildLogs.waitingForLogs': 'Очікування журналу…',
  'stateIndicator.initialBuild.message':
    'Документацію відкрито вперше, триває її підготовка. Наступного разу вона завантажиться значно швидше.',
  'stateIndicator.contentStaleRefreshing.message':
    'Готується новіша версія цієї документації, невдовзі вона стане доступною.',
  'stateIndicator.contentStaleReady.message':
    'Доступна новіша версія цієї документації. Оновіть сторінку, щоб її побачити.',
  'stateIndicator.contentStaleReady.refreshButton': 'Оновити',
  'stateIndicator.contentStaleError.message':
    'Не вдалося зібрати новішу версію цієї документації.',
  'redirectNotification.redirectNow': 'Перейти зараз',
  'search.noResults': 'Нічого не знайдено',
  'search.placeholder': 'Пошук у документації {{entityTitle}}',
  'readerPageHeader.owner': 'Власник',
  'readerPageHeader.lifecycle': 'Життєвий цикл',
  'readerPageHeader.source': 'Джерело',
  'home.supportButton': 'Знаходьте документацію у своїй екосистемі.',
  'pageWrapper.title': 'Документація',
  'pageWrapper.subtitle': 'Документація, доступна в {{orgName}}',
  'table.columns.document': 'Документ',
  'table.columns.owner': 'Власник',
  'table.columns.kind': 'Вид',
  'table.columns.type': 'Тип',
  'table.header.actions': 'Дії',
  'table.toolbar.searchPlaceholder': 'Фільтр',
  'table.pagination.labelRowsSelect': 'рядків',
  'table.body.emptyDataSourceMessage': 'Записів немає',
  'table.actions.copyDocsUrl':
    'Скопіювати посилання на документацію до буфера обміну',
  'table.actions.addToFavorites': 'Додати до обраного',
  'table.actions.removeFromFavorites': 'Вилучити з обраного',
  'table.emptyState.title': 'Документів немає',
  'table.emptyState.description':
    'Створіть власний документ. З чого почати, описано в документації',
  'table.emptyState.docsButton': 'Документація',
  'table.title.all': 'Усі',
  'error.couldNotLoad': 'Не вдалося завантажити доступну документацію.',
  'nav.title': 'Документація',
  'entityContent.title': 'Документація',
  'reader.settings': 'Налаштування',
});

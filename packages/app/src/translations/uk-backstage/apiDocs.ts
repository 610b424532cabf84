import { apiDocsTranslationRef } from '@backstage/plugin-api-docs/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(apiDocsTranslationRef, {
  'apiDefinitionCard.error.title': 'Не вдалося отримати API',
  'apiDefinitionCard.rawButtonTitle': 'Вихідний текст',
  'apiDefinitionDialog.closeButtonTitle': 'Закрити',
  'apiDefinitionDialog.tabsAriaLabel': 'Подання визначення API',
  'apiDefinitionDialog.toggleButtonAriaLabel':
    'Відкрити чи закрити вікно визначення API',
  'apiDefinitionDialog.rawButtonTitle': 'Вихідний текст',
  'defaultApiExplorerPage.title': 'API',
  'defaultApiExplorerPage.subtitle': 'Каталог API: {{orgName}}',
  'defaultApiExplorerPage.pageTitleOverride': 'API',
  'defaultApiExplorerPage.createButtonTitle': 'Зареєструвати наявний API',
  'defaultApiExplorerPage.supportButtonTitle': 'Усі ваші API',
  'consumedApisCard.title': 'Споживає API',
  'consumedApisCard.error.title': 'Не вдалося завантажити API',
  'consumedApisCard.emptyContent.title':
    'Ця сутність ({{entity}}) не споживає жодного API.',
  'hasApisCard.title': 'API',
  'hasApisCard.error.title': 'Не вдалося завантажити API',
  'hasApisCard.emptyContent.title':
    'Ця сутність ({{entity}}) не містить жодного API.',
  'providedApisCard.title': 'Надає API',
  'providedApisCard.error.title': 'Не вдалося завантажити API',
  'providedApisCard.emptyContent.title':
    'Ця сутність ({{entity}}) не надає жодного API.',
  'apiEntityColumns.typeTitle': 'Тип',
  'apiEntityColumns.apiDefinitionTitle': 'Визначення API',
  'consumingComponentsCard.title': 'Споживачі',
  'consumingComponentsCard.error.title': 'Не вдалося завантажити компоненти',
  'consumingComponentsCard.emptyContent.title':
    'Жоден компонент не споживає цей API.',
  'providingComponentsCard.title': 'Постачальники',
  'providingComponentsCard.error.title': 'Не вдалося завантажити компоненти',
  'providingComponentsCard.emptyContent.title':
    'Жоден компонент не надає цей API.',
  apisCardHelpLinkTitle: 'Дізнайтеся, як це змінити.',
});

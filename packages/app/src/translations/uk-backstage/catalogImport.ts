import { catalogImportTranslationRef } from '@backstage/plugin-catalog-import/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(catalogImportTranslationRef, {
  'buttons.back': 'Назад',
  'defaultImportPage.headerTitle': 'Зареєструвати наявний компонент',
  'defaultImportPage.contentHeaderTitle':
    'Додайте свій компонент до {{appTitle}}',
  'defaultImportPage.supportTitle':
    'Щоб бачити свій компонент у {{appTitle}}, додайте його до каталогу програмного забезпечення.',
  'importInfoCard.title': 'Зареєструвати наявний компонент',
  'importInfoCard.deepLinkTitle':
    'Докладніше про каталог програмного забезпечення',
  'importInfoCard.linkDescription':
    'Введіть URL репозиторію з вихідним кодом, щоб додати його до {{appTitle}}.',
  'importInfoCard.fileLinkTitle': 'Посилання на наявний файл сутності',
  'importInfoCard.examplePrefix': 'Приклад: ',
  'importInfoCard.fileLinkDescription':
    'Майстер проаналізує файл, покаже знайдені сутності та додасть їх до каталогу {{appTitle}}.',
  'importInfoCard.githubIntegration.title': 'Посилання на репозиторій',
  'importInfoCard.githubIntegration.label': 'Лише GitHub',
  'importInfoCard.exampleDescription':
    'Майстер знайде в репозиторії всі файли {{catalogFilename}}, покаже сутності та додасть їх до каталогу {{appTitle}}.',
  'importInfoCard.preparePullRequestDescription':
    'Якщо сутностей не знайдено, майстер підготує пул-реквест зі зразком {{catalogFilename}} і налаштує каталог {{appTitle}} так, щоб він завантажив усі сутності, щойно пул-реквест буде злито.',
  'importStepper.singleLocation.title': 'Вибір розташувань',
  'importStepper.singleLocation.description': 'Знайдено розташувань: 1',
  'importStepper.multipleLocations.title': 'Вибір розташувань',
  'importStepper.multipleLocations.description':
    'Знайдено розташувань: {{length, number}}',
  'importStepper.noLocation.title': 'Створення пул-реквесту',
  'importStepper.noLocation.createPr.detailsTitle': 'Подробиці пул-реквесту',
  'importStepper.noLocation.createPr.titleLabel': 'Заголовок пул-реквесту',
  'importStepper.noLocation.createPr.titlePlaceholder':
    'Додати файли з описом сутностей каталогу Backstage',
  'importStepper.noLocation.createPr.bodyLabel': 'Текст пул-реквесту',
  'importStepper.noLocation.createPr.bodyPlaceholder':
    'Опис, можна з розміткою Markdown',
  'importStepper.noLocation.createPr.configurationTitle': 'Параметри сутності',
  'importStepper.noLocation.createPr.componentNameLabel':
    'Назва створюваного компонента',
  'importStepper.noLocation.createPr.componentNamePlaceholder': 'my-component',
  'importStepper.noLocation.createPr.ownerLoadingText': 'Завантаження груп…',
  'importStepper.noLocation.createPr.ownerHelperText':
    'Виберіть власника зі списку або введіть посилання на групу чи користувача',
  'importStepper.noLocation.createPr.ownerErrorHelperText':
    'обов’язкове значення',
  'importStepper.noLocation.createPr.ownerLabel': 'Власник сутності',
  'importStepper.noLocation.createPr.ownerPlaceholder': 'my-group',
  'importStepper.noLocation.createPr.codeownersHelperText':
    'УВАГА: якщо за вказаним розташуванням немає файлу CODEOWNERS, це може не спрацювати.',
  'importStepper.analyze.title': 'Вибір URL',
  'importStepper.prepare.title': 'Дії з імпорту',
  'importStepper.prepare.description': 'Необов’язково',
  'importStepper.review.title': 'Перевірка',
  'importStepper.finish.title': 'Завершення',
  'stepFinishImportLocation.backButtonText': 'Зареєструвати ще один',
  'stepFinishImportLocation.repository.title': 'Відкрито пул-реквест: ',
  'stepFinishImportLocation.repository.description':
    'Ваші сутності буде імпортовано, щойно пул-реквест буде злито.',
  'stepFinishImportLocation.locations.new': 'До каталогу додано такі сутності:',
  'stepFinishImportLocation.locations.existing':
    'Розпочато оновлення таких розташувань:',
  'stepFinishImportLocation.locations.viewButtonText': 'Переглянути компонент',
  'stepFinishImportLocation.locations.backButtonText': 'Зареєструвати ще один',
  'stepInitAnalyzeUrl.error.repository':
    'Не вдалося згенерувати сутності для вашого репозиторію',
  'stepInitAnalyzeUrl.error.locations': 'За цим розташуванням немає сутностей',
  'stepInitAnalyzeUrl.error.default':
    'Отримано невідомий результат аналізу, тип {{type}}. Зверніться до служби підтримки.',
  'stepInitAnalyzeUrl.error.url': 'URL має починатися з http:// або https://.',
  'stepInitAnalyzeUrl.urlHelperText':
    'Введіть повний шлях до файлу сутності, щоб додати свій компонент',
  'stepInitAnalyzeUrl.nextButtonText': 'Аналізувати',
  'stepPrepareCreatePullRequest.description':
    'Ви ввели посилання на репозиторій {{integrationType}}, але {{catalogFilename}} у ньому не знайдено. Скористайтеся цією формою, щоб відкрити пул-реквест, який його створить.',
  'stepPrepareCreatePullRequest.previewPr.title':
    'Попередній перегляд пул-реквесту',
  'stepPrepareCreatePullRequest.previewPr.subheader':
    'Створити новий пул-реквест',
  'stepPrepareCreatePullRequest.previewCatalogInfo.title':
    'Попередній перегляд сутностей',
  'stepPrepareCreatePullRequest.nextButtonText': 'Створити пул-реквест',
  'stepPrepareSelectLocations.locations.description':
    'Виберіть одне чи кілька розташувань, наявних у вашому git-репозиторії:',
  'stepPrepareSelectLocations.locations.selectAll': 'Вибрати всі',
  'stepPrepareSelectLocations.existingLocations.description':
    'Ці розташування вже є в каталозі:',
  'stepPrepareSelectLocations.nextButtonText': 'Перевірити',
  'stepReviewLocation.prepareResult.title': 'Відкрито пул-реквест: ',
  'stepReviewLocation.prepareResult.description':
    'Розташування можна імпортувати вже зараз: {{appTitle}} отримає сутності, щойно пул-реквест буде злито.',
  'stepReviewLocation.catalog.exists': 'У каталозі вже є такі розташування:',
  'stepReviewLocation.catalog.new': 'До каталогу буде додано такі сутності:',
  'stepReviewLocation.refresh': 'Оновити',
  'stepReviewLocation.import': 'Імпортувати',
});

import type { scaffolderTranslationRef } from '@backstage/plugin-scaffolder/alpha';
import type { PartOfUkrainianMessages } from './createUkrainianMessages';

/** The template editor's share of the scaffolder's messages. */
export const scaffolderEditorUkrainian = {
  'templateEditorForm.stepper.emptyText':
    'У шаблоні немає параметрів (spec.parameters) для перегляду.',
  'templateIntroPage.title': 'Керування шаблонами',
  'templateIntroPage.subtitle':
    'Редагуйте, переглядайте та випробовуйте шаблони, форми й власні поля',
  'templateFormPage.title': 'Редактор шаблонів',
  'templateFormPage.subtitle':
    'Редагуйте, переглядайте та випробовуйте форми шаблонів',
  'templateCustomFieldPage.title': 'Огляд власних полів',
  'templateCustomFieldPage.subtitle':
    'Редагуйте, переглядайте та випробовуйте власні поля',
  'templateEditorPage.title': 'Редактор шаблонів',
  'templateEditorPage.subtitle':
    'Редагуйте, переглядайте та випробовуйте шаблони та їхні форми',
  'templateEditorPage.dryRunResults.title': 'Результати пробного запуску',
  'templateEditorPage.dryRunResultsList.title': 'Результат {{resultId}}',
  'templateEditorPage.dryRunResultsList.downloadButtonTitle':
    'Завантажити як .zip',
  'templateEditorPage.dryRunResultsList.deleteButtonTitle':
    'Видалити результат',
  'templateEditorPage.dryRunResultsView.tab.files': 'Файли',
  'templateEditorPage.dryRunResultsView.tab.log': 'Журнал',
  'templateEditorPage.dryRunResultsView.tab.output': 'Результат',
  'templateEditorPage.taskStatusStepper.skippedStepTitle': 'Пропущено',
  'templateEditorPage.customFieldExplorer.selectFieldLabel':
    'Виберіть розширення власного поля',
  'templateEditorPage.customFieldExplorer.fieldForm.title': 'Параметри поля',
  'templateEditorPage.customFieldExplorer.fieldForm.applyButtonTitle':
    'Застосувати',
  'templateEditorPage.customFieldExplorer.fieldPreview.title': 'Вигляд поля',
  'templateEditorPage.customFieldExplorer.preview.title':
    'Специфікація шаблону',
  'templateEditorPage.templateEditorBrowser.closeConfirmMessage':
    'Закрити? Незбережені зміни буде втрачено',
  'templateEditorPage.templateEditorBrowser.saveIconTooltip':
    'Зберегти всі файли',
  'templateEditorPage.templateEditorBrowser.reloadIconTooltip':
    'Перезавантажити теку',
  'templateEditorPage.templateEditorBrowser.closeIconTooltip': 'Закрити теку',
  'templateEditorPage.templateEditorIntro.title':
    'Щоб почати, виберіть один із варіантів нижче',
  'templateEditorPage.templateEditorIntro.loadLocal.title':
    'Відкрити теку шаблону',
  'templateEditorPage.templateEditorIntro.loadLocal.description':
    'Відкрийте локальну теку шаблону, щоб редагувати його та спробувати виконати.',
  'templateEditorPage.templateEditorIntro.loadLocal.unsupportedTooltip':
    'Працює лише в деяких браузерах на основі Chromium, коли сторінку завантажено через HTTPS',
  'templateEditorPage.templateEditorIntro.createLocal.title':
    'Створити новий шаблон',
  'templateEditorPage.templateEditorIntro.createLocal.description':
    'Створіть локальну теку шаблону, щоб редагувати його та спробувати виконати.',
  'templateEditorPage.templateEditorIntro.createLocal.unsupportedTooltip':
    'Працює лише в деяких браузерах на основі Chromium, коли сторінку завантажено через HTTPS',
  'templateEditorPage.templateEditorIntro.formEditor.title':
    'Пісочниця форм шаблонів',
  'templateEditorPage.templateEditorIntro.formEditor.description':
    'Переглядайте та редагуйте форму шаблону: взірцевого або завантаженого з каталогу.',
  'templateEditorPage.templateEditorIntro.fieldExplorer.title':
    'Огляд власних полів',
  'templateEditorPage.templateEditorIntro.fieldExplorer.description':
    'Переглядайте та випробовуйте встановлені розширення власних полів.',
  'templateEditorPage.templateEditorTextArea.saveIconTooltip': 'Зберегти файл',
  'templateEditorPage.templateEditorTextArea.refreshIconTooltip':
    'Перезавантажити файл',
  'templateEditorPage.templateEditorTextArea.emptyStateParagraph':
    'Виберіть дію в меню «Файл».',
  'templateEditorPage.templateFormPreviewer.title':
    'Завантажити наявний шаблон',
  'templateEditorToolbar.customFieldExplorerTooltip': 'Огляд власних полів',
  'templateEditorToolbar.installedActionsDocumentationTooltip':
    'Документація встановлених дій',
  'templateEditorToolbar.templatingExtensionsDocumentationTooltip':
    'Документація розширень шаблонізатора',
  'templateEditorToolbar.addToCatalogButton': 'Опублікувати',
  'templateEditorToolbar.addToCatalogDialogTitle': 'Публікація змін',
  'templateEditorToolbar.addToCatalogDialogContent.stepsIntroduction':
    'Щоб створити або оновити шаблон, виконайте такі кроки:',
  'templateEditorToolbar.addToCatalogDialogContent.stepsListItems':
    'Збережіть файли шаблону в локальній теці\nСтворіть пул-реквест до нового або наявного git-репозиторію\nЯкщо шаблон уже існує, зміни з’являться в каталозі програмного забезпечення, щойно пул-реквест буде злито\nЯкщо ж ви створюєте новий шаблон, зареєструйте його репозиторій у каталозі програмного забезпечення, як описано в документації за посиланням нижче',
  'templateEditorToolbar.addToCatalogDialogActions.documentationButton':
    'Перейти до документації',
  'templateEditorToolbar.addToCatalogDialogActions.documentationUrl':
    'https://backstage.io/docs/features/software-templates/adding-templates/',
  'templateEditorToolbarFileMenu.button': 'Файл',
  'templateEditorToolbarFileMenu.options.openDirectory':
    'Відкрити теку шаблону',
  'templateEditorToolbarFileMenu.options.createDirectory':
    'Створити теку шаблону',
  'templateEditorToolbarFileMenu.options.closeEditor':
    'Закрити редактор шаблонів',
  'templateEditorToolbarTemplatesMenu.button': 'Шаблони',
} satisfies PartOfUkrainianMessages<typeof scaffolderTranslationRef>;

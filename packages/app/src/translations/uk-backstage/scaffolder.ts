import { scaffolderTranslationRef } from '@backstage/plugin-scaffolder/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';
import { scaffolderEditorUkrainian } from './scaffolderEditor';

export default createUkrainianMessages(scaffolderTranslationRef, {
  ...scaffolderEditorUkrainian,
  'aboutCard.launchTemplate': 'Запустити шаблон',
  'actionsPage.title': 'Встановлені дії',
  'actionsPage.pageTitle': 'Створення нового компонента',
  'actionsPage.subtitle': 'Усі встановлені дії',
  'actionsPage.content.emptyState.title': 'Немає даних для показу',
  'actionsPage.content.emptyState.description':
    'Жодної дії не встановлено, або сервер не відповів.',
  'actionsPage.content.searchFieldPlaceholder': 'Пошук дії',
  'actionsPage.action.input': 'Вхідні дані',
  'actionsPage.action.output': 'Результат',
  'actionsPage.action.examples': 'Приклади',
  'fields.entityNamePicker.title': 'Назва',
  'fields.entityNamePicker.description': 'Унікальна назва компонента',
  'fields.entityPicker.title': 'Сутність',
  'fields.entityPicker.description': 'Сутність із каталогу',
  'fields.entityTagsPicker.title': 'Теги',
  'fields.entityTagsPicker.description':
    'Додайте потрібні теги; щоб додати новий, натисніть Enter. Допустимий формат: [a-z0-9+#], розділені [-], щонайбільше 63 символи',
  'fields.multiEntityPicker.title': 'Сутність',
  'fields.multiEntityPicker.description': 'Сутність із каталогу',
  'fields.myGroupsPicker.title': 'Сутність',
  'fields.myGroupsPicker.description': 'Сутність із каталогу',
  'fields.ownedEntityPicker.title': 'Сутність',
  'fields.ownedEntityPicker.description': 'Сутність із каталогу',
  'fields.ownerPicker.title': 'Власник',
  'fields.ownerPicker.description': 'Власник компонента',
  'fields.azureRepoPicker.organization.title': 'Організація',
  'fields.azureRepoPicker.organization.description':
    'Організація, якій належатиме цей репозиторій',
  'fields.azureRepoPicker.project.title': 'Проєкт',
  'fields.azureRepoPicker.project.description':
    'Проєкт, якому належатиме цей репозиторій',
  'fields.bitbucketRepoPicker.workspaces.title': 'Дозволені робочі простори',
  'fields.bitbucketRepoPicker.workspaces.inputTitle': 'Робочі простори',
  'fields.bitbucketRepoPicker.workspaces.description':
    'Робочий простір, якому належатиме цей репозиторій',
  'fields.bitbucketRepoPicker.project.title': 'Дозволені проєкти',
  'fields.bitbucketRepoPicker.project.inputTitle': 'Проєкти',
  'fields.bitbucketRepoPicker.project.description':
    'Проєкт, якому належатиме цей репозиторій',
  'fields.gerritRepoPicker.owner.title': 'Власник',
  'fields.gerritRepoPicker.owner.description':
    'Власник проєкту (необов’язково)',
  'fields.gerritRepoPicker.parent.title': 'Батьківський проєкт',
  'fields.gerritRepoPicker.parent.description':
    'Батьківський проєкт, якому належатиме репозиторій',
  'fields.giteaRepoPicker.owner.title': 'Доступні власники',
  'fields.giteaRepoPicker.owner.inputTitle': 'Власник',
  'fields.giteaRepoPicker.owner.description':
    'Простір імен Gitea, якому належатиме цей репозиторій: назва організації, групи, підгрупи, користувача чи проєкту.',
  'fields.githubRepoPicker.owner.title': 'Доступні власники',
  'fields.githubRepoPicker.owner.inputTitle': 'Власник',
  'fields.githubRepoPicker.owner.description':
    'Організація, користувач чи проєкт, якому належатиме цей репозиторій',
  'fields.gitlabRepoPicker.owner.title': 'Доступні власники',
  'fields.gitlabRepoPicker.owner.inputTitle': 'Власник',
  'fields.gitlabRepoPicker.owner.description':
    'Простір імен GitLab, якому належатиме цей репозиторій: назва організації, групи, підгрупи, користувача чи проєкту.',
  'fields.repoUrlPicker.host.title': 'Хост',
  'fields.repoUrlPicker.host.description':
    'Хост, на якому буде створено репозиторій',
  'fields.repoUrlPicker.repository.title': 'Доступні репозиторії',
  'fields.repoUrlPicker.repository.inputTitle': 'Репозиторій',
  'fields.repoUrlPicker.repository.description': 'Назва репозиторію',
  'fields.repoOwnerPicker.title': 'Власник',
  'fields.repoOwnerPicker.description': 'Власник репозиторію',
  'listTaskPage.title': 'Завдання за шаблонами',
  'listTaskPage.pageTitle': 'Завдання за шаблонами',
  'listTaskPage.subtitle': 'Усі запущені завдання',
  'listTaskPage.content.emptyState.title': 'Немає даних для показу',
  'listTaskPage.content.emptyState.description':
    'Завдань немає, або сервер не відповів.',
  'listTaskPage.content.tableTitle': 'Завдання',
  'listTaskPage.content.tableCell.taskID': 'ID завдання',
  'listTaskPage.content.tableCell.template': 'Шаблон',
  'listTaskPage.content.tableCell.created': 'Створено',
  'listTaskPage.content.tableCell.owner': 'Власник',
  'listTaskPage.content.tableCell.status': 'Стан',
  'ownerListPicker.title': 'Власник завдання',
  'ownerListPicker.options.owned': 'Мої',
  'ownerListPicker.options.all': 'Усі',
  'ongoingTask.title': 'Запуск',
  'ongoingTask.pageTitle.hasTemplateName': 'Запуск {{templateName}}',
  'ongoingTask.pageTitle.noTemplateName': 'Запуск шаблону',
  'ongoingTask.subtitle': 'Завдання {{taskId}}',
  'ongoingTask.cancelButtonTitle': 'Скасувати',
  'ongoingTask.retryButtonTitle': 'Повторити',
  'ongoingTask.startOverButtonTitle': 'Почати спочатку',
  'ongoingTask.hideLogsButtonTitle': 'Сховати журнал',
  'ongoingTask.showLogsButtonTitle': 'Показати журнал',
  'ongoingTask.contextMenu.moreOptions': 'Більше дій',
  'ongoingTask.contextMenu.hideLogs': 'Сховати журнал',
  'ongoingTask.contextMenu.showLogs': 'Показати журнал',
  'ongoingTask.contextMenu.hideButtonBar': 'Сховати панель кнопок',
  'ongoingTask.contextMenu.retry': 'Повторити',
  'ongoingTask.contextMenu.showButtonBar': 'Показати панель кнопок',
  'ongoingTask.contextMenu.startOver': 'Почати спочатку',
  'ongoingTask.contextMenu.cancel': 'Скасувати',
  'renderSchema.tableCell.name': 'Назва',
  'renderSchema.tableCell.title': 'Заголовок',
  'renderSchema.tableCell.description': 'Опис',
  'renderSchema.tableCell.type': 'Тип',
  'renderSchema.tableCell.value': 'Значення',
  'renderSchema.undefined': 'Схему не визначено',
  'templatingExtensions.title': 'Розширення шаблонізатора',
  'templatingExtensions.pageTitle': 'Розширення шаблонізатора',
  'templatingExtensions.subtitle': 'Усі доступні розширення шаблонізатора',
  'templatingExtensions.content.emptyState.title': 'Немає даних для показу',
  'templatingExtensions.content.emptyState.description':
    'Розширень шаблонізатора немає, або сервер не відповів.',
  'templatingExtensions.content.searchFieldPlaceholder': 'Пошук розширення',
  'templatingExtensions.content.filters.title': 'Фільтри',
  'templatingExtensions.content.filters.notAvailable':
    'Фільтрів шаблонів не визначено.',
  'templatingExtensions.content.filters.metadataAbsent':
    'Метаданих фільтра немає',
  'templatingExtensions.content.filters.schema.input': 'Вхідні дані',
  'templatingExtensions.content.filters.schema.arguments': 'Аргументи',
  'templatingExtensions.content.filters.schema.output': 'Результат',
  'templatingExtensions.content.filters.examples': 'Приклади',
  'templatingExtensions.content.functions.title': 'Функції',
  'templatingExtensions.content.functions.notAvailable':
    'Глобальних функцій шаблонів не визначено.',
  'templatingExtensions.content.functions.metadataAbsent':
    'Метаданих функції немає',
  'templatingExtensions.content.functions.schema.arguments': 'Аргументи',
  'templatingExtensions.content.functions.schema.output': 'Результат',
  'templatingExtensions.content.functions.examples': 'Приклади',
  'templatingExtensions.content.values.title': 'Значення',
  'templatingExtensions.content.values.notAvailable':
    'Глобальних значень шаблонів не визначено.',
  'templateTypePicker.title': 'Категорії',
  'templateListPage.title': 'Створення нового компонента',
  'templateListPage.subtitle':
    'Створюйте нові програмні компоненти за стандартними шаблонами вашої організації',
  'templateListPage.pageTitle': 'Створення нового компонента',
  'templateListPage.templateGroups.defaultTitle': 'Шаблони',
  'templateListPage.templateGroups.otherTitle': 'Інші шаблони',
  'templateListPage.contentHeader.registerExistingButtonTitle':
    'Зареєструвати наявний компонент',
  'templateListPage.contentHeader.supportButtonTitle':
    'Створюйте нові програмні компоненти за стандартними шаблонами. Різні шаблони створюють різні види компонентів (сервіси, вебсайти, документацію тощо).',
  'templateListPage.additionalLinksForEntity.viewTechDocsTitle':
    'Відкрити документацію',
  'templateWizardPage.title': 'Створення нового компонента',
  'templateWizardPage.subtitle':
    'Створюйте нові програмні компоненти за стандартними шаблонами вашої організації',
  'templateWizardPage.pageTitle': 'Створення нового компонента',
  'templateWizardPage.templateWithTitle': 'Створення: {{templateTitle}}',
  'templateWizardPage.pageContextMenu.editConfigurationTitle':
    'Редагувати конфігурацію',
});

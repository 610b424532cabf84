import { catalogReactTranslationRef } from '@backstage/plugin-catalog-react/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

const DELETE_ENTITY_ADVICE =
  'Ви також можете видалити з каталогу саму сутність. Робіть це, лише якщо знаєте, що файл каталогу видалено або перенесено з початкового розташування. Інакше сутність невдовзі з’явиться знову, щойно каталог виконає наступне оновлення.';

export default createUkrainianMessages(catalogReactTranslationRef, {
  'catalogFilter.title': 'Фільтри',
  'catalogFilter.buttonTitle': 'Фільтри',
  'entityKindPicker.title': 'Вид',
  'entityKindPicker.errorMessage': 'Не вдалося завантажити види сутностей',
  'entityLifecyclePicker.title': 'Життєвий цикл',
  'entityNamespacePicker.title': 'Простір імен',
  'entityOwnerPicker.title': 'Власник',
  'entityProcessingStatusPicker.title': 'Стан обробки',
  'entityTagPicker.title': 'Теги',
  'entityPeekAheadPopover.title':
    'Відкрийте сутність, щоб побачити всі її теги.',
  'entityPeekAheadPopover.emailCardAction.title': 'Написати на {{email}}',
  // The value of an href, not a text: a mail client needs the colon.
  'entityPeekAheadPopover.emailCardAction.subTitle': 'mailto:{{email}}',
  'entityPeekAheadPopover.emailCardAction.ariaLabel': 'Електронна пошта',
  'entityPeekAheadPopover.entityCardActionsAriaLabel': 'Показати',
  'entityPeekAheadPopover.entityCardActionsTitle': 'Показати подробиці',
  'entitySearchBar.placeholder': 'Пошук',
  'entityTypePicker.title': 'Тип',
  'entityTypePicker.errorMessage': 'Не вдалося завантажити типи сутностей',
  'entityTypePicker.optionAllTitle': 'усі',
  'favoriteEntity.addToFavorites': 'Додати до обраного',
  'favoriteEntity.removeFromFavorites': 'Вилучити з обраного',
  'inspectEntityDialog.title': 'Дослідження сутності',
  'inspectEntityDialog.closeButtonTitle': 'Закрити',
  'inspectEntityDialog.ancestryPage.title': 'Походження',
  'inspectEntityDialog.ancestryPage.description':
    'Це предки поточної сутності, тобто ланцюжки сутностей, що ведуть до неї: на кожній ланці {{processorsLink}} дочірні сутності, завдяки яким зрештою з’явилася поточна. Зауважте, що цей механізм не має нічого спільного зі зв’язками.',
  'inspectEntityDialog.ancestryPage.processorsLink': 'обробники створили',
  'inspectEntityDialog.colocatedPage.title': 'Сусідні сутності',
  'inspectEntityDialog.colocatedPage.description':
    'Це сутності, що перебувають поруч із цією: вони надійшли з того самого джерела даних (наприклад, із того самого файлу YAML) або мають те саме походження (наприклад, той самий початково зареєстрований URL).',
  'inspectEntityDialog.colocatedPage.alertNoLocation':
    'У сутності немає відомостей про розташування.',
  'inspectEntityDialog.colocatedPage.alertNoEntity':
    'У цьому розташуванні немає інших сутностей.',
  'inspectEntityDialog.colocatedPage.locationHeader': 'Те саме розташування',
  'inspectEntityDialog.colocatedPage.originHeader': 'Те саме походження',
  'inspectEntityDialog.colocatedPage.entityListAriaLabel': 'Сусідні сутності',
  'inspectEntityDialog.jsonPage.title': 'Сутність у форматі JSON',
  'inspectEntityDialog.jsonPage.description':
    'Необроблені дані сутності з каталогу у форматі JSON.',
  'inspectEntityDialog.overviewPage.title': 'Огляд',
  'inspectEntityDialog.overviewPage.relation.title': 'Зв’язки',
  'inspectEntityDialog.overviewPage.status.title': 'Стан',
  'inspectEntityDialog.overviewPage.identity.title': 'Ідентифікація',
  'inspectEntityDialog.overviewPage.metadata.title': 'Метадані',
  'inspectEntityDialog.overviewPage.annotations': 'Анотації',
  'inspectEntityDialog.overviewPage.labels': 'Мітки',
  'inspectEntityDialog.overviewPage.tags': 'Теги',
  'inspectEntityDialog.overviewPage.copyAriaLabel': 'Скопіювати {{label}}',
  'inspectEntityDialog.overviewPage.copiedStatus': 'Скопійовано',
  'inspectEntityDialog.overviewPage.helpLinkAriaLabel': 'Докладніше',
  'inspectEntityDialog.yamlPage.title': 'Сутність у форматі YAML',
  'inspectEntityDialog.yamlPage.description':
    'Необроблені дані сутності з каталогу у форматі YAML.',
  'inspectEntityDialog.tabNames.overview': 'Огляд',
  'inspectEntityDialog.tabNames.ancestry': 'Походження',
  'inspectEntityDialog.tabNames.colocated': 'Сусідні сутності',
  'inspectEntityDialog.tabNames.json': 'Вихідний JSON',
  'inspectEntityDialog.tabNames.yaml': 'Вихідний YAML',
  'inspectEntityDialog.tabsAriaLabel': 'Розділи дослідження',
  'unregisterEntityDialog.title': 'Зняти цю сутність з реєстрації?',
  'unregisterEntityDialog.cancelButtonTitle': 'Скасувати',
  'unregisterEntityDialog.deleteButtonTitle': 'Видалити сутність',
  'unregisterEntityDialog.deleteEntitySuccessMessage':
    'Сутність {{entityName}} вилучено',
  'unregisterEntityDialog.bootstrapState.title':
    'Цю сутність не можна зняти з реєстрації, бо вона походить із захищеної конфігурації Backstage (розташування «{{location}}»). Якщо ви вважаєте це помилкою, зверніться до тих, хто впроваджує {{appTitle}}.',
  'unregisterEntityDialog.bootstrapState.advancedDescription':
    DELETE_ENTITY_ADVICE,
  'unregisterEntityDialog.bootstrapState.advancedOptions':
    'Додаткові параметри',
  'unregisterEntityDialog.onlyDeleteStateTitle':
    'Схоже, ця сутність не походить із зареєстрованого розташування. Тому її можна лише одразу видалити з каталогу.',
  'unregisterEntityDialog.unregisterState.title':
    'З реєстрації буде знято такі сутності:',
  'unregisterEntityDialog.unregisterState.subTitle': 'За таким розташуванням:',
  'unregisterEntityDialog.unregisterState.description':
    'Щоб скасувати це, просто зареєструйте сутність у {{appTitle}} знову.',
  'unregisterEntityDialog.unregisterState.unregisterButtonTitle':
    'Зняти розташування з реєстрації',
  'unregisterEntityDialog.unregisterState.advancedOptions':
    'Додаткові параметри',
  'unregisterEntityDialog.unregisterState.advancedDescription':
    DELETE_ENTITY_ADVICE,
  'unregisterEntityDialog.errorStateTitle': 'Внутрішня помилка: невідомий стан',
  'userListPicker.defaultOrgName': 'Компанія',
  'userListPicker.personalFilter.title': 'Особисте',
  'userListPicker.personalFilter.ownedLabel': 'Мої',
  'userListPicker.personalFilter.starredLabel': 'Обрані',
  'userListPicker.orgFilterAllLabel': 'Усі',
  'entityTableColumnTitle.name': 'Назва',
  'entityTableColumnTitle.system': 'Система',
  'entityTableColumnTitle.owner': 'Власник',
  'entityTableColumnTitle.type': 'Тип',
  'entityTableColumnTitle.lifecycle': 'Життєвий цикл',
  'entityTableColumnTitle.namespace': 'Простір імен',
  'entityTableColumnTitle.description': 'Опис',
  'entityTableColumnTitle.tags': 'Теги',
  'entityTableColumnTitle.targets': 'Цілі',
  'entityTableColumnTitle.title': 'Заголовок',
  'entityTableColumnTitle.label': 'Мітка',
  'entityTableColumnTitle.domain': 'Домен',
  'entityRelationCard.emptyHelpLinkTitle': 'Дізнайтеся, як це змінити.',
  'missingAnnotationEmptyState.title': 'Бракує анотації',
  'missingAnnotationEmptyState.readMore': 'Докладніше',
  'missingAnnotationEmptyState.annotationYaml':
    'Додайте анотацію до YAML сутності {{entityKind}}, як у виділеному прикладі:',
  'missingAnnotationEmptyState.generateDescription_one':
    'Бракує анотації {{annotations}}. Щоб увімкнути цей інструмент, додайте її до сутності {{entityKind}}.',
  'missingAnnotationEmptyState.generateDescription_few':
    'Бракує анотацій {{annotations}}. Щоб увімкнути цей інструмент, додайте їх до сутності {{entityKind}}.',
  'missingAnnotationEmptyState.generateDescription_many':
    'Бракує анотацій {{annotations}}. Щоб увімкнути цей інструмент, додайте їх до сутності {{entityKind}}.',
  'missingAnnotationEmptyState.generateDescription_other':
    'Бракує анотацій {{annotations}}. Щоб увімкнути цей інструмент, додайте їх до сутності {{entityKind}}.',
});

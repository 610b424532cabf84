import { scaffolderReactTranslationRef } from '@backstage/plugin-scaffolder-react/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(scaffolderReactTranslationRef, {
  'passwordWidget.content':
    'Цей віджет небезпечний. Замість `ui:widget: password` використовуйте [`ui:field: Secret`](https://backstage.io/docs/features/software-templates/writing-templates/#using-secrets)',
  'scaffolderPageContextMenu.moreLabel': 'більше',
  'scaffolderPageContextMenu.createLabel': 'Створити',
  'scaffolderPageContextMenu.editorLabel': 'Керувати шаблонами',
  'scaffolderPageContextMenu.actionsLabel': 'Встановлені дії',
  'scaffolderPageContextMenu.tasksLabel': 'Список завдань',
  'scaffolderPageContextMenu.templatingExtensionsLabel':
    'Розширення шаблонізатора',
  'stepper.backButtonText': 'Назад',
  'stepper.createButtonText': 'Створити',
  'stepper.reviewButtonText': 'Переглянути',
  'stepper.stepIndexLabel': 'Крок {{index, number}}',
  'stepper.nextButtonText': 'Далі',
  'templateCategoryPicker.title': 'Категорії',
  'templateCard.noDescription': 'Опису немає',
  'templateCard.chooseButtonText': 'Вибрати',
  'cardHeader.detailBtnTitle': 'Показати подробиці сутності шаблону',
  'templateOutputs.title': 'Текстовий результат',
  'workflow.noDescription': 'Опису немає',
});

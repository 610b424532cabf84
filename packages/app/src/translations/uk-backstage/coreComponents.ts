import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(coreComponentsTranslationRef, {
  'signIn.title': 'Вхід',
  'signIn.loginFailed': 'Не вдалося увійти',
  'signIn.customProvider.title': 'Інший користувач',
  'signIn.customProvider.subtitle':
    'Введіть власний ідентифікатор користувача та облікові дані.\n Цей вибір не буде збережено.',
  'signIn.customProvider.userId': 'Ідентифікатор користувача',
  'signIn.customProvider.tokenInvalid':
    'Токен не є дійсним JWT-токеном OpenID Connect',
  'signIn.customProvider.continue': 'Продовжити',
  'signIn.customProvider.idToken': 'ID-токен (необов’язково)',
  'signIn.guestProvider.title': 'Гість',
  'signIn.guestProvider.subtitle':
    'Увійти як гість.\n Вашу особу не буде підтверджено, тож деякі функції можуть бути недоступні.',
  'signIn.guestProvider.enter': 'Увійти',
  skipToContent: 'Перейти до вмісту',
  'copyTextButton.tooltipText': 'Текст скопійовано до буфера обміну',
  'simpleStepper.reset': 'Скинути',
  'simpleStepper.finish': 'Завершити',
  'simpleStepper.next': 'Далі',
  'simpleStepper.skip': 'Пропустити',
  'simpleStepper.back': 'Назад',
  'errorPage.subtitle': 'Помилка {{status}}: {{statusMessage}}',
  'errorPage.title': 'Щось пішло не так',
  'errorPage.goBack': 'Повернутися назад',
  'errorPage.showMoreDetails': 'Показати подробиці',
  'errorPage.showLessDetails': 'Сховати подробиці',
  'emptyState.missingAnnotation.title': 'Бракує анотації',
  'emptyState.missingAnnotation.actionTitle':
    'Додайте анотацію до YAML компонента, як у виділеному прикладі:',
  'emptyState.missingAnnotation.readMore': 'Докладніше',
  'supportConfig.default.title': 'Підтримку не налаштовано',
  'supportConfig.default.linkTitle':
    'Додайте ключ `app.support` до конфігурації',
  'errorBoundary.title': 'Зверніться по допомогу до {{slackChannel}}.',
  'oauthRequestDialog.title': 'Потрібен вхід',
  'oauthRequestDialog.authRedirectTitle':
    'Вас буде перенаправлено на сторінку входу OAuth.',
  'oauthRequestDialog.login': 'Увійти',
  'oauthRequestDialog.rejectAll': 'Відхилити всі',
  'oauthRequestDialog.message':
    'Увійдіть, щоб дати {{appTitle}} доступ до API та облікових записів {{provider}}.',
  'supportButton.title': 'Підтримка',
  'supportButton.close': 'Закрити',
  'table.filter.title': 'Фільтри',
  'table.filter.clearAll': 'Очистити все',
  'table.filter.placeholder': 'Усі результати',
  'table.body.emptyDataSourceMessage': 'Записів немає',
  'table.pagination.firstTooltip': 'Перша сторінка',
  'table.pagination.labelDisplayedRows': '{from}–{to} із {count}',
  'table.pagination.labelRowsSelect': 'рядків',
  'table.pagination.lastTooltip': 'Остання сторінка',
  'table.pagination.nextTooltip': 'Наступна сторінка',
  'table.pagination.previousTooltip': 'Попередня сторінка',
  'table.toolbar.search': 'Фільтр',
  'table.header.actions': 'Дії',
  'alertDisplay.message_one': '(ще {{ count }} новіше повідомлення)',
  'alertDisplay.message_few': '(ще {{ count }} новіші повідомлення)',
  'alertDisplay.message_many': '(ще {{ count }} новіших повідомлень)',
  'alertDisplay.message_other': '(ще {{ count }} новішого повідомлення)',
  'autoLogout.stillTherePrompt.title':
    'Сеанс буде завершено через бездіяльність',
  'autoLogout.stillTherePrompt.buttonText': 'Залишитися в системі',
  'dependencyGraph.fullscreenTooltip': 'Увімкнути чи вимкнути повний екран',
  'proxiedSignInPage.title':
    'Схоже, ви не ввійшли в систему. Спробуйте перезавантажити сторінку.',
  'logViewer.downloadBtn.tooltip': 'Завантажити журнал',
  'logViewer.copyBtn.tooltip': 'Скопіювати журнал до буфера обміну',
  'logViewer.searchField.placeholder': 'Пошук',
});

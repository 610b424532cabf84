import { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(userSettingsTranslationRef, {
  'languageToggle.title': 'Мова',
  'languageToggle.description': 'Змінити мову',
  'languageToggle.select': 'Вибрати мову: {{language}}',
  'themeToggle.title': 'Тема',
  'themeToggle.description': 'Змінити тему оформлення',
  'themeToggle.select': 'Вибрати тему: {{theme}}',
  'themeToggle.selectAuto': 'Вибирати тему автоматично',
  'themeToggle.names.light': 'Світла',
  'themeToggle.names.dark': 'Темна',
  'themeToggle.names.auto': 'Авто',
  'signOutMenu.title': 'Вийти',
  'signOutMenu.moreIconTitle': 'більше',
  'pinToggle.title': 'Закріпити бічну панель',
  'pinToggle.description': 'Не давати бічній панелі згортатися',
  'pinToggle.switchTitles.unpin': 'Відкріпити бічну панель',
  'pinToggle.switchTitles.pin': 'Закріпити бічну панель',
  'pinToggle.ariaLabelTitle': 'Перемикач закріплення бічної панелі',
  'identityCard.title': 'Ідентичність у Backstage',
  'identityCard.noIdentityTitle': 'Немає ідентичності в Backstage',
  'identityCard.userEntity': 'Сутність користувача',
  'identityCard.ownershipEntities': 'Володіє від імені',
  'defaultProviderSettings.description':
    'Забезпечує автентифікацію в API та облікових записах {{provider}}',
  'emptyProviders.title': 'Немає постачальників автентифікації',
  'emptyProviders.description':
    'Додайте до Backstage постачальників автентифікації, щоб входити через них.',
  'emptyProviders.action.title':
    'Відкрийте app-config.yaml і внесіть виділені зміни:',
  'emptyProviders.action.readMoreButtonTitle': 'Докладніше',
  'providerSettingsItem.title.signIn': 'Увійти в {{title}}',
  'providerSettingsItem.title.signOut': 'Вийти з {{title}}',
  'providerSettingsItem.buttonTitle.signIn': 'Увійти',
  'providerSettingsItem.buttonTitle.signOut': 'Вийти',
  'authProviders.title': 'Доступні постачальники',
  'defaultSettingsPage.tabsTitle.general': 'Загальні',
  'defaultSettingsPage.tabsTitle.authProviders': 'Постачальники автентифікації',
  'defaultSettingsPage.tabsTitle.featureFlags': 'Прапорці функцій',
  'featureFlags.title': 'Прапорці функцій',
  'featureFlags.description': 'Перемкнувши прапорець, оновіть сторінку',
  'featureFlags.emptyFlags.title': 'Немає прапорців функцій',
  'featureFlags.emptyFlags.description':
    'За допомогою прапорців плагіни реєструють у Backstage функції, які користувачі вмикають за бажанням. Так можна, наприклад, розділити логіку в коді для ручного A/B-тестування.',
  'featureFlags.emptyFlags.action.title':
    'Як додати прапорець функції, показано у виділеному прикладі:',
  'featureFlags.emptyFlags.action.readMoreButtonTitle': 'Докладніше',
  'featureFlags.filterTitle': 'Фільтр',
  'featureFlags.clearFilter': 'Очистити фільтр',
  'featureFlags.flagItem.title.disable': 'Вимкнути',
  'featureFlags.flagItem.title.enable': 'Увімкнути',
  'featureFlags.flagItem.subtitle.registeredInApplication':
    'Зареєстровано в застосунку',
  'featureFlags.flagItem.subtitle.registeredInPlugin':
    'Зареєстровано в плагіні {{pluginId}}',
  'settingsLayout.title': 'Налаштування',
  sidebarTitle: 'Налаштування',
  'profileCard.title': 'Профіль',
  'appearanceCard.title': 'Вигляд',
});

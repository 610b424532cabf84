import { homeReactTranslationRef } from '@backstage/plugin-home-react/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(homeReactTranslationRef, {
  'settingsModal.title': 'Налаштування',
  'settingsModal.closeButtonTitle': 'Закрити',
  'cardExtension.settingsButtonTitle': 'Налаштування',
});

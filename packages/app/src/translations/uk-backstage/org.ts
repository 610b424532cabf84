import { orgTranslationRef } from '@backstage/plugin-org/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(orgTranslationRef, {
  'groupProfileCard.groupNotFound': 'Групу не знайдено',
  'groupProfileCard.editIconButtonTitle': 'Редагувати метадані',
  'groupProfileCard.refreshIconButtonTitle': 'Запланувати оновлення сутності',
  'groupProfileCard.refreshIconButtonAriaLabel': 'Оновити',
  'groupProfileCard.listItemTitle.entityRef': 'Посилання на сутність',
  'groupProfileCard.listItemTitle.email': 'Електронна пошта',
  'groupProfileCard.listItemTitle.parentGroup': 'Батьківська група',
  'groupProfileCard.listItemTitle.childGroups': 'Дочірні групи',
  'membersListCard.cardLabel': 'Сторінка користувача {{memberName}}',
  'membersListCard.title': 'Учасники {{groupName}}',
  'membersListCard.noMembersDescription': 'У цій групі немає учасників.',
  'membersListCard.noSearchResult':
    'Немає учасників, що відповідають запиту «{{searchTerm}}».',
  'membersListCard.aggregateMembersToggle.label': 'Разом із підгрупами',
  'ownershipCard.title': 'Володіння',
  'ownershipCard.aggregateRelationsToggle.label':
    'Разом із непрямим володінням',
  'userProfileCard.userNotFound': 'Користувача не знайдено',
  'userProfileCard.editIconButtonTitle': 'Редагувати метадані',
  'userProfileCard.listItemTitle.email': 'Електронна пошта',
  'userProfileCard.listItemTitle.memberOf': 'Учасник груп',
  'userProfileCard.moreGroupButtonTitle': '…Ще ({{number}})',
  'userProfileCard.allGroupDialog.title': 'Усі групи користувача {{name}}:',
  'userProfileCard.allGroupDialog.closeButtonTitle': 'Закрити',
});

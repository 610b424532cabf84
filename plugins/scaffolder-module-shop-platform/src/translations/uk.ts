export default {
  createDeed: 'створювати з шаблонів',
  'name.entityTaken':
    'Назва зайнята: у каталозі вже є {{entityRef}}. Виберіть іншу.',
  'repository.host': 'Хост',
  'repository.owner': 'Організація або користувач',
  'repository.name': 'Назва репозиторію',
  'repository.result': 'Стане {{repository}}',
  'repository.incomplete':
    'Вкажіть, у якій організації буде репозиторій, і його назву',
  'repository.badName':
    'У назві репозиторію можуть бути лише латинські літери, цифри, дефіси, підкреслення й крапки, не більше ніж 100',
  'repository.taken':
    'Репозиторій зайнятий: із нього походить {{entityRef}}. Виберіть іншу назву.',
};

import { type UkrainianMessages } from '@shop-platform/ui-kit';
import { type messages as english } from './en';

const messages: UkrainianMessages<typeof english> = {
  'page.title': 'Версії шаблонів',
  'page.description':
    'Що з якого шаблону зроблено, що відтоді змінилося і як це отримати',
  'page.subject': 'версії шаблонів',
  'page.emptyTitle': 'За шаблонами ще нічого не зроблено',
  'page.emptyDescription':
    'Зроблене за шаблонами з’явиться тут, щойно буде в каталозі: його версія, що відтоді змінилося, і оновлення.',
  'page.readingTitle': 'Репозиторії читаються',
  'page.readingDescription':
    'Зроблене в них за шаблонами з’явиться тут, коли всі вперше відповідять.',
  'page.create': 'Створити за шаблоном',
  'page.search': 'Пошук за назвою, шаблоном чи репозиторієм',
  'page.outdatedOnly': 'Лише застарілі',
  'page.summary_one': 'Застаріло {{count}} з {{total}}',
  'page.summary_few': 'Застаріли {{count}} з {{total}}',
  'page.summary_many': 'Застаріли {{count}} з {{total}}',
  'page.summary_other': 'Застаріли {{count}} з {{total}}',
  'page.allNewest': 'Усе має найновішу версію',
  'page.noMatch':
    'Нічого не знайдено. Скоротіть пошук або покажіть усі версії.',

  'group.newest': 'Найновіша: {{version}} від {{date}}',
  'group.unknown': 'У каталозі немає такого шаблону, або він не називає версій',
  'group.label': 'Зроблено за шаблоном {{template}}',

  'table.entity': 'Що зроблено',
  'table.version': 'Версія',
  'table.changed': 'Змінено командою',
  'table.upgrade': 'Оновлення',

  'version.newest': 'найновіша',
  'version.behind_one': 'відстає на {{count}} версію',
  'version.behind_few': 'відстає на {{count}} версії',
  'version.behind_many': 'відстає на {{count}} версій',
  'version.behind_other': 'відстає на {{count}} версії',
  'version.unknown': 'найновіша невідома',
  'version.since':
    'станом на час, коли репозиторій перестав відповідати: {{time}}',

  'changes.title': 'Що відтоді змінилося',
  'changes.files_one': '{{count}} файл',
  'changes.files_few': '{{count}} файли',
  'changes.files_many': '{{count}} файлів',
  'changes.files_other': '{{count}} файлу',
  'changes.none': 'нічого',

  'upgrade.action': 'Оновити…',
  'upgrade.label': 'Оновити… {{name}} до {{template}} {{version}}',
  'upgrade.open': 'Запит на злиття вже відкрито',
  'upgrade.noRepository': 'З теки: без запиту на злиття',

  'card.title': 'Зроблено за шаблоном',
  'card.madeFrom': '{{template}} {{version}}',
  'card.subject': 'шаблон',
  'card.all': 'Усі версії шаблонів',
};

export default messages;

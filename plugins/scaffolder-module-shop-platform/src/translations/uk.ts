export default {
  createDeed: 'створювати з шаблонів',
  'deploy.title': 'Розгортання',
  'deploy.what':
    'Розгортає найновіший коміт, щойно буде зібрано його образ. Кластери йдуть один за одним: {{clusters}}.',
  'deploy.button': 'Розгорнути найновіший коміт',
  'deploy.otherCommit': 'Інший коміт',
  'deploy.question': 'Розгорнути {{name}}?',
  'deploy.consequences':
    'Поди в кластерах {{clusters}} будуть замінені один за одним, запити обслуговуватимуться далі. Якщо версія не запуститься або ви скасуєте завдання, повернеться те, що було раніше.',
  'deploy.confirm': 'Розгорнути в {{clusters}}',
  'deploy.cancel': 'Скасувати',
  'deploy.failed': 'Розгортання не почалося: {{reason}}',
  'add.title': 'Додати до цього сервісу',
  'add.subject': 'що можна додати',
  'preview.title': 'Файли',
  'preview.description':
    'Що шаблон створить із ваших відповідей. Поки що нічого не створено.',
  'preview.subject': 'файли',
  'preview.tree': 'Файли',
  'preview.count_one': '{{count}} файл',
  'preview.count_few': '{{count}} файли',
  'preview.count_many': '{{count}} файлів',
  'preview.count_other': '{{count}} файлу',
  'preview.lines_one': '{{count}} рядок',
  'preview.lines_few': '{{count}} рядки',
  'preview.lines_many': '{{count}} рядків',
  'preview.lines_other': '{{count}} рядка',
  'preview.executable': 'виконуваний',
  'preview.again': 'Переглянути файли знову',
  'preview.copy': 'Копіювати',
  'preview.copied': 'Скопійовано {{path}}',
  'preview.notCopied': 'Браузер не дозволив скопіювати файл',
  'preview.noText': 'Це не текстовий файл, тому його не показано.',
  'preview.cut': 'Решту файлу не показано. Кнопка копіює його цілком.',
  'preview.refused':
    'Шаблон не приймає цих відповідей. Поверніться й змініть їх, тоді файли зʼявляться тут.',
  'preview.none': 'Файлів немає',
  'preview.noneWhy':
    'Із цих відповідей шаблон не створює файлів. Перейдіть до перевірки: решта кроків виконається під час створення.',
  'kept.gone':
    'У цій вкладці тексту немає. Поверніться на сторінку, з якої прийшли, і відкрийте форму звідти ще раз або вставте текст.',
  'name.entityTaken':
    'Назва зайнята: у каталозі вже є {{entityRef}}. Виберіть іншу.',
  'range.overlaps': 'Діапазон має спільні адреси з {{range}}. Виберіть інший.',
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

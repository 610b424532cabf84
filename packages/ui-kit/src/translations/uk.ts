import { type UkrainianMessages } from '../model/translations';
import { type messages as english } from './en';

const messages: UkrainianMessages<typeof english> = {
  'state.loading': 'Завантажуємо: {{subject}}',
  'state.staleTitle': 'Не вдалося оновити: {{missing}}',
  'state.staleSince': 'Ви бачите дані станом на {{since}}.',
  'state.refresh': 'Оновити зараз',
  'state.asOf': 'Дані станом на {{time}}',

  'error.title': 'Не вдалося завантажити: {{subject}}',
  'error.unreachable': 'Сервер не відповів',
  'error.tryAgain': 'Спробувати ще раз',
  'error.details': 'Подробиці',
  'error.retriesItself': 'Спроба повториться автоматично.',
  'error.advice.signedOut': 'Ваш сеанс завершився: увійдіть знову.',
  'error.advice.notFound':
    'Можливо, це видалили або перейменували: перевірте адресу чи поверніться до списку.',
  'error.advice.invalid':
    'Змініть фільтри або введені дані й спробуйте ще раз.',
  'error.advice.conflict':
    'Тим часом хтось вніс зміни: спробуйте ще раз, щоб побачити поточний стан.',
  'error.advice.busy': 'Забагато запитів водночас: зачекайте трохи.',
  'error.advice.unreachable': 'Перевірте своє з’єднання з порталом.',
  'error.advice.failed':
    'Якщо це не минає, надішліть подробиці нижче тим, хто відповідає за портал.',

  'forbidden.title': 'Немає доступу: {{subject}}',
  'forbidden.advice': 'Попросіть доступ в адміністратора порталу.',
  'forbidden.checkAgain': 'Перевірити ще раз',
  'forbidden.see': 'це переглядати',

  'permission.doThis': 'це робити',
  'permission.owners': 'власники',
  'permission.oneGroup':
    'Лише {{roles}} можуть {{deed}}: зверніться до групи {{groups}}',
  'permission.manyGroups':
    'Лише {{roles}} можуть {{deed}}: зверніться до однієї з груп {{groups}}',
  'permission.nobody':
    'Ви не можете {{deed}}: зверніться до адміністратора порталу',
  'permission.unchecked':
    'Не вдалося перевірити, чи можете ви {{deed}}: перезавантажте сторінку, щоб спробувати ще раз',

  'status.healthy': 'Справно',
  'status.degraded': 'З перебоями',
  'status.down': 'Не працює',
  'status.unknown': 'Невідомо',
  'status.since': 'з {{time}}',

  'chart.time': 'Час',
  'chart.outcome': 'Результат',
  'chart.other': 'Інші',
  'chart.timeSeries': '{{title}} у часі: {{names}}',
  'chart.scatter_one': '{{title}}: {{count}} точка, {{error}} — {{errors}}',
  'chart.scatter_few': '{{title}}: {{count}} точки, {{error}} — {{errors}}',
  'chart.scatter_many': '{{title}}: {{count}} точок, {{error}} — {{errors}}',
  'chart.scatter_other': '{{title}}: {{count}} точки, {{error}} — {{errors}}',
  'chart.showTable': 'Показати таблицею: {{title}}',
  'chart.showChart': 'Показати графіком: {{title}}',
  'chart.downloadCsv': 'Завантажити як CSV: {{title}}',
  'chart.tableCut_one': '{{shown}} з {{count}} рядка; у CSV є все.',
  'chart.tableCut_few': '{{shown}} з {{count}} рядків; у CSV є все.',
  'chart.tableCut_many': '{{shown}} з {{count}} рядків; у CSV є все.',
  'chart.tableCut_other': '{{shown}} з {{count}} рядка; у CSV є все.',
  'chart.failed': 'Не вдалося завантажити графік; у таблиці ті самі числа.',

  'timeRange.label': 'Проміжок часу: {{range}}',
  'timeRange.lastMinutes_one': 'Остання {{count}} хвилина',
  'timeRange.lastMinutes_few': 'Останні {{count}} хвилини',
  'timeRange.lastMinutes_many': 'Останні {{count}} хвилин',
  'timeRange.lastMinutes_other': 'Останні {{count}} хвилини',
  'timeRange.lastHours_one': 'Остання {{count}} година',
  'timeRange.lastHours_few': 'Останні {{count}} години',
  'timeRange.lastHours_many': 'Останні {{count}} годин',
  'timeRange.lastHours_other': 'Останні {{count}} години',
  'timeRange.lastDays_one': 'Останній {{count}} день',
  'timeRange.lastDays_few': 'Останні {{count}} дні',
  'timeRange.lastDays_many': 'Останні {{count}} днів',
  'timeRange.lastDays_other': 'Останні {{count}} дня',
  'timeRange.live': 'Наживо',
  'timeRange.presets': 'До цієї миті',
  'timeRange.absolute': 'Від і до, за поясом {{zone}}',
  'timeRange.from': 'Від',
  'timeRange.to': 'До',
  'timeRange.utc': 'За UTC: {{range}}',
  'timeRange.incomplete': 'Вкажіть і початок, і кінець.',
  'timeRange.reversed': 'Кінець має бути пізніше за початок.',
  'timeRange.apply': 'Застосувати',
};

export default messages;

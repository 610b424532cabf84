import { type UkrainianMessages } from '@shop-platform/ui-kit';
import { type runtimeMessages as english } from './runtime';

/** The texts on the processes of a service in Ukrainian. */
export const runtimeMessages: UkrainianMessages<typeof english> = {
  'runtime.title': 'Середовище виконання',
  'runtime.label': 'Середовище виконання {{service}}',
  'runtime.subject': 'показники процесів сервісу',
  'runtime.most': 'щонайбільше за останню годину',
  'runtime.mostOf': 'із {{limit}} щонайбільше за останню годину',

  'runtime.delay': 'Затримка циклу подій, p99',
  'runtime.busy': 'зайнятий до {{value}} часу',
  'runtime.delayAlarm': 'Запізнення {{value}}: {{process}}, {{time}}',

  'runtime.memory': 'Зайнято в купі',
  'runtime.resident': 'пам’яті загалом (RSS) {{value}}',
  'runtime.memoryAlarm': 'Купа заповнена на {{value}}: {{process}}, {{time}}',

  'runtime.pool': 'Зайняті з’єднання з базою',
  'runtime.waiting': 'у черзі: {{value}}',
  'runtime.poolAlarm':
    'Запитів, що чекали на з’єднання: {{value}} — {{process}}, {{time}}',

  'runtime.limit': 'Межа',
  'runtime.unnamed': 'процес без назви',
  'runtime.ofSource': '{{name}}, {{source}}',
  'runtime.others_one': 'ще {{count}} процес',
  'runtime.others_few': 'найгірше з-поміж ще {{count}}',
  'runtime.others_many': 'найгірше з-поміж ще {{count}}',
  'runtime.others_other': 'найгірше з-поміж ще {{count}}',
  'runtime.othersNote':
    'Кожен процес — окрема лінія; спершу ті, що запізнюються найдужче, а з решти показано найгірше.',
  'runtime.without': 'Без {{names}}: там метрик не зберігають.',

  'runtime.noMetricsTitle': 'Жодне джерело не зберігає метрик сервісів',
  'runtime.noMetricsDescription':
    'Тут були б цикл подій, пам’ять і з’єднання з базою сервісу {{service}}, якби джерело мало таблиці метрик OpenTelemetry Collector.',
  'runtime.emptyTitle': '{{service}} не надсилає метрик середовища виконання',
  'runtime.emptyDescription':
    'Тут були б цикл подій, пам’ять і з’єднання з базою його процесів. Сервіси, створені з шаблону traced-service, надсилають їх самі; решті потрібна інструментація середовища Node від OpenTelemetry.',
};

import { type UkrainianMessages } from '@shop-platform/ui-kit';
import { type searchMessages as english } from './search';

/** The texts of the search in Ukrainian. */
export const searchMessages: UkrainianMessages<typeof english> = {
  'search.title': 'Трейси',
  'search.description': 'Які запити були невдалі, і де саме щось пішло не так?',
  'search.subject': 'трейси',
  'search.keys': 'j і k рухають списком, Enter відкриває трейс.',

  'filter.label': 'Фільтр трейсів',
  'filter.service': 'Сервіс',
  'filter.anyService': 'Будь-який сервіс',
  'filter.operation': 'Операція',
  'filter.anyOperation': 'Будь-яка операція',
  'filter.onlyErrors': 'Лише з помилками',
  'filter.minDuration': 'Не менше',
  'filter.maxDuration': 'Не більше',
  'filter.minDurationExample': '250ms',
  'filter.maxDurationExample': '1.5s',
  'filter.attribute': 'Атрибут',
  'filter.attributeExample': 'http.route=/orders',
  'filter.addAttribute': 'Додати атрибут до фільтра',
  'filter.attributes': 'Атрибути, які мають збігтися всі',
  'filter.traceId': 'Відкрити трейс',
  'filter.traceIdExample': 'ID трейсу',
  'filter.traceIdWrong':
    'Це не ID трейсу: потрібні 32 або 16 шістнадцяткових цифр, заголовок traceparent чи посилання на трейс.',
  'filter.clear': 'Скинути фільтри',
  'filter.matching':
    'Трейс підходить, якщо один з його спанів відповідає всім умовам.',

  'unusable.title_one': 'У посиланні є {{count}} значення без змісту',
  'unusable.title_few': 'У посиланні є {{count}} значення без змісту',
  'unusable.title_many': 'У посиланні є {{count}} значень без змісту',
  'unusable.title_other': 'У посиланні є {{count}} значення без змісту',
  'unusable.duration':
    '{{parameter}}={{value}} — не тривалість: пишіть 250ms, 1.5s або 2min.',
  'unusable.order':
    '{{parameter}}={{value}} менше за найменшу задану тривалість.',
  'unusable.flag': '{{parameter}}={{value}} — ані true, ані false.',
  'unusable.attribute':
    '{{parameter}}={{value}} — не атрибут: пишіть ключ=значення.',
  'unusable.count':
    '{{parameter}}={{value}} — зайвий атрибут: можна задати 20.',
  'unusable.range':
    '{{parameter}}={{value}} — не проміжок часу: показано останню годину.',
  'unusable.drop': 'Прибрати: {{parameter}}={{value}}',
  'unusable.rest': 'Решта посилання діє.',

  'chart.title': 'Тривалість у часі',
  'chart.hint': 'Потягніть, щоб виділити; клацніть, щоб відкрити.',
  'chart.trace': 'Трейс',
  'chart.duration': 'Тривалість',
  'chart.good': 'Без помилок',
  'chart.error': 'З помилками',
  'chart.notLoaded': 'Ще не завантажено',
  'chart.undo': 'Назад від виділення',

  'list.label': 'Знайдені трейси',
  'list.root': 'Запит',
  'list.services': 'Сервіси',
  'list.duration': 'Тривалість',
  'list.spans': 'Спани',
  'list.errors': 'Помилки',
  'list.start': 'Початок',
  'list.noRoot': 'Першого спану немає',
  'list.noRootReason':
    'Перший спан ще не надійшов або належить сервісу, який вам не можна читати.',
  'list.serviceSpans_one': '{{service}}: {{count}} спан',
  'list.serviceSpans_few': '{{service}}: {{count}} спани',
  'list.serviceSpans_many': '{{service}}: {{count}} спанів',
  'list.serviceSpans_other': '{{service}}: {{count}} спану',
  'list.serviceErrors_one': '{{count}} з помилкою',
  'list.serviceErrors_few': '{{count}} з помилками',
  'list.serviceErrors_many': '{{count}} з помилками',
  'list.serviceErrors_other': '{{count}} з помилками',
  'list.moreServices_one': 'ще {{count}} сервіс',
  'list.moreServices_few': 'ще {{count}} сервіси',
  'list.moreServices_many': 'ще {{count}} сервісів',
  'list.moreServices_other': 'ще {{count}} сервісу',
  'list.restricted_one': '{{count}} прихований',
  'list.restricted_few': '{{count}} приховані',
  'list.restricted_many': '{{count}} прихованих',
  'list.restricted_other': '{{count}} прихованого',
  'list.restrictedReason':
    'Спани сервісів, які вам не можна читати, пораховано, але не показано.',
  'list.summary_one': '{{count}} трейс, з помилками — {{errors}}',
  'list.summary_few': '{{count}} трейси, з помилками — {{errors}}',
  'list.summary_many': '{{count}} трейсів, з помилками — {{errors}}',
  'list.summary_other': '{{count}} трейсу, з помилками — {{errors}}',
  'list.sortedLoaded': 'Упорядковано лише серед завантажених.',
  'list.more': 'Завантажити ще',
  'list.moreExist': 'Підходить більше трейсів, ніж показано.',
  'list.narrow':
    'Підходить більше трейсів, ніж показано, а решту жодне джерело не дасть: звузьте пошук.',
  'list.moreFailed': 'Не вдалося завантажити ще: {{message}}',

  'empty.noSourceTitle': 'Не налаштовано жодного джерела трейсів',
  'empty.noSourceDescription':
    'Запити ваших сервісів з’являться тут, щойно ті, хто відповідає за портал, назвуть джерело в traces.sources.',
  'empty.noMatchTitle': 'Жоден трейс не підходить',
  'empty.noMatchDescription':
    '{{range}}: ніщо не відповідає всім цим фільтрам.',
  'empty.noTraceTitle': 'Трейсів тут немає',
  'empty.noTraceDescription':
    '{{range}}: жоден сервіс не надсилав спанів. Запити з’являться тут, щойно хтось їх надішле.',
  'empty.wider': 'Показати останні 24 години',
  'empty.widest': 'Показати останні 7 днів',

  'sources.failedTitle': 'Немає відповіді: {{names}}',
  'sources.failedDescription':
    'Ви бачите те, що знають інші джерела, без того, що є в {{names}}.',
  'sources.unsupportedTitle': 'Не запитано: {{names}}',
  'sources.unsupportedDescription': 'На таке запитання там не відповідають.',
  'sources.reason': '{{name}}: {{message}}',
  'sources.retry': 'Запитати ще раз',

  'red.label': 'Запити до {{service}}',
  'red.subject': 'показники сервісу',
  'red.window': 'Остання година',
  'red.rate': 'Запити',
  'red.errors': 'Помилки',
  'red.p95': 'Тривалість p95',
  'red.perSecond': '{{value}}/с',
  'red.sparkline': '{{title}} за останню годину: {{value}}',
  'red.several':
    'Запити й помилки всіх джерел додано; p95 — найвищий серед них.',
  'red.emptyTitle': 'За останню годину запитів не було',
  'red.emptyDescription':
    'Тут були б частота, помилки й тривалість запитів до {{service}}.',

  'entity.traces': 'Трейси {{service}}',
  'entity.noService':
    'Ця сутність не називає сервісу: додайте анотацію {{annotation}}.',
  'card.title': 'Запити',
  'card.link': 'Переглянути трейси',
};

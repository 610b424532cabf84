import { type UkrainianMessages } from '@shop-platform/ui-kit';
import { type tracePageMessages as english } from './tracePage';

/** The texts of the trace page in Ukrainian. */
export const tracePageMessages: UkrainianMessages<typeof english> = {
  'tracePage.subject': 'трейс',
  'tracePage.title': 'Трейс',
  'tracePage.allTraces': 'Усі трейси',
  'tracePage.restrictedService': 'Закритий сервіс',
  'tracePage.unknownService': 'Невідомий сервіс',
  'tracePage.close': 'Закрити',

  'tracePage.story.failed':
    '{{operation}}: збій у {{service}} через {{duration}}',
  'tracePage.story.failedBecause':
    '{{operation}}: збій у {{service}} через {{duration}}: {{reason}}',
  'tracePage.story.recovered_one':
    '{{operation}}: успішно за {{duration}}, хоч була {{count}} помилка, у {{service}}',
  'tracePage.story.recovered_few':
    '{{operation}}: успішно за {{duration}}, хоч було {{count}} помилки, одна з них у {{service}}',
  'tracePage.story.recovered_many':
    '{{operation}}: успішно за {{duration}}, хоч було {{count}} помилок, одна з них у {{service}}',
  'tracePage.story.recovered_other':
    '{{operation}}: успішно за {{duration}}, хоч було {{count}} помилки, одна з них у {{service}}',
  'tracePage.story.took': '{{operation}}: {{duration}}',
  'tracePage.story.tookMostly':
    '{{operation}}: {{duration}}, з них {{share}} у {{service}}',
  'tracePage.story.restricted':
    'Запит до сервісу, до якого ви не маєте доступу, тривав {{duration}}',
  'tracePage.story.rootless':
    'Початок цього трейсу не надійшов: решта, починаючи з {{operation}}, тривала {{duration}}',

  'tracePage.facts.start': 'Початок',
  'tracePage.facts.duration': 'Тривалість',
  'tracePage.facts.spans': 'Спани',
  'tracePage.facts.errors': 'Помилки',
  'tracePage.facts.services': 'Сервіси',
  'tracePage.facts.depth': 'Глибина',
  'tracePage.facts.source': 'Джерело',
  'tracePage.facts.traceId': 'Ідентифікатор',

  'tracePage.actions.copyLink': 'Копіювати посилання',
  'tracePage.actions.copyId': 'Копіювати ідентифікатор трейсу',
  'tracePage.actions.copySpanId': 'Копіювати ідентифікатор спану',
  'tracePage.actions.copyValue': 'Копіювати значення {{key}}',
  'tracePage.actions.copyText': 'Копіювати текст',
  'tracePage.actions.download': 'Завантажити як JSON',
  'tracePage.actions.reload': 'Завантажити знову',
  'tracePage.actions.more': 'Інші дії',
  'tracePage.actions.copied': 'Скопійовано: {{what}}',
  'tracePage.actions.notCopied': 'Браузер не дозволив копіювати',

  'tracePage.notFound.title': 'Немає трейсу з таким ідентифікатором',
  'tracePage.notFound.description':
    'Жодне джерело не знає {{traceId}}. Можливо, він ще в дорозі (спани надходять за кілька секунд), старіший за строк зберігання або його не взяли до вибірки.',
  'tracePage.notFound.again': 'Пошукати ще раз',
  'tracePage.notFound.search': 'Шукати трейси',
  'tracePage.badId.title': 'Це не ідентифікатор трейсу',
  'tracePage.badId.description':
    'У {{traceId}} має бути 32 (від старих відправників 16) шістнадцяткові цифри. Може, його скопіювали не повністю?',
  'tracePage.noSpans.title': 'У трейсі ще немає спанів',
  'tracePage.noSpans.description':
    'Тут будуть спани, що надійшли з цим ідентифікатором.',

  'tracePage.notice.truncated':
    'Показано лише {{shown}} з {{total}} спанів: трейс завеликий, щоб прочитати його весь',
  'tracePage.notice.truncatedAdvice':
    'Числа й критичний шлях пораховано лише за ними.',
  'tracePage.notice.sources': 'Спанів може бракувати: не відповіли {{sources}}',
  'tracePage.notice.restricted_one':
    '{{count}} спан належить сервісу, до якого ви не маєте доступу: показано лише його час.',
  'tracePage.notice.restricted_few':
    '{{count}} спани належать сервісам, до яких ви не маєте доступу: показано лише їхній час.',
  'tracePage.notice.restricted_many':
    '{{count}} спанів належать сервісам, до яких ви не маєте доступу: показано лише їхній час.',
  'tracePage.notice.restricted_other':
    '{{count}} спану належать сервісам, до яких ви не маєте доступу: показано лише їхній час.',
  'tracePage.notice.odd_one':
    '{{count}} спан має суперечливі дані (позначка ⚠), його показано так, як надіслано.',
  'tracePage.notice.odd_few':
    '{{count}} спани мають суперечливі дані (позначка ⚠), їх показано так, як надіслано.',
  'tracePage.notice.odd_many':
    '{{count}} спанів мають суперечливі дані (позначка ⚠), їх показано так, як надіслано.',
  'tracePage.notice.odd_other':
    '{{count}} спану мають суперечливі дані (позначка ⚠), їх показано так, як надіслано.',

  'tracePage.odd.missingParent': 'Його батька, {{parent}}, немає серед спанів',
  'tracePage.odd.cycle': 'За ідентифікаторами він сам собі предок',
  'tracePage.odd.duplicateId': 'Інший спан має той самий ідентифікатор',
  'tracePage.odd.beforeParent':
    'Починається раніше за батька: годинники їхніх машин розходяться',
  'tracePage.odd.badTime': 'Його початок або тривалість не є часом',

  'tracePage.services.title': 'Сервіси трейсу',
  'tracePage.services.find_one': '{{service}}: {{count}} спан, знайти його',
  'tracePage.services.find_few': '{{service}}: {{count}} спани, знайти їх',
  'tracePage.services.find_many': '{{service}}: {{count}} спанів, знайти їх',
  'tracePage.services.find_other': '{{service}}: {{count}} спану, знайти їх',
  'tracePage.services.share':
    '{{share}} критичного шляху, {{self}} власного часу',
  'tracePage.services.errors_one': '{{count}} помилка',
  'tracePage.services.errors_few': '{{count}} помилки',
  'tracePage.services.errors_many': '{{count}} помилок',
  'tracePage.services.errors_other': '{{count}} помилки',
  'tracePage.services.more': 'ще {{hidden}}',

  'tracePage.overview.title': 'Трейс загалом',
  'tracePage.overview.from': 'Початок показаного часу',
  'tracePage.overview.to': 'Кінець показаного часу',
  'tracePage.overview.hint':
    'Протягніть, щоб наблизити відрізок часу; подвійне клацання показує все',
  'tracePage.overview.reset': 'Показати весь час',

  'tracePage.find.label': 'Знайти в трейсі',
  'tracePage.find.placeholder': 'Текст, ключ=значення, ID',
  'tracePage.find.position': '{{position}} з {{total}}',
  'tracePage.find.count_one': '{{count}} збіг',
  'tracePage.find.count_few': '{{count}} збіги',
  'tracePage.find.count_many': '{{count}} збігів',
  'tracePage.find.count_other': '{{count}} збігу',
  'tracePage.find.none': 'Нічого не знайдено',
  'tracePage.find.next': 'Наступний збіг',
  'tracePage.find.previous': 'Попередній збіг',

  'tracePage.show.label': 'Показати',
  'tracePage.show.all': 'Усі спани',
  'tracePage.show.critical': 'Критичний шлях',
  'tracePage.show.errors': 'Помилки',
  'tracePage.show.matches': 'Збіги',
  'tracePage.show.nothing.critical': 'На критичному шляху немає спанів',
  'tracePage.show.nothing.errors': 'Жоден спан не завершився збоєм',
  'tracePage.show.nothing.matches': 'Жоден спан не відповідає пошуку',
  'tracePage.show.showAll': 'Показати всі спани',

  'tracePage.fold.label': 'Рівні',
  'tracePage.fold.all': 'Розгорнути все',
  'tracePage.fold.none': 'Згорнути все',
  'tracePage.fold.errors': 'Розгорнути шлях до помилок',
  'tracePage.fold.levels': 'Розгорнути рівнів: {{levels}}',

  'tracePage.keys.title': 'Клавіші',
  'tracePage.keys.move': 'Попередній і наступний спан',
  'tracePage.keys.fold': 'Згорнути й розгорнути',
  'tracePage.keys.open': 'Відкрити подробиці',
  'tracePage.keys.close': 'Закрити подробиці',
  'tracePage.keys.ends': 'Перший і останній спан',
  'tracePage.keys.match': 'Наступний і попередній збіг',
  'tracePage.keys.error': 'Наступна й попередня помилка',
  'tracePage.keys.find': 'Знайти в трейсі',
  'tracePage.keys.zoom': 'Наблизити спан і повернутися',

  'tracePage.waterfall.title': 'Спани трейсу',
  'tracePage.waterfall.span': 'Сервіс і операція',
  'tracePage.waterfall.timeline': 'Час',
  'tracePage.waterfall.resize': 'Ширина стовпця назв',
  'tracePage.waterfall.criticalLegend':
    'Критичний шлях: на що чекало завершення',
  'tracePage.waterfall.bar': 'починається на {{start}}, триває {{duration}}',
  'tracePage.waterfall.critical': 'на критичному шляху',
  'tracePage.waterfall.failed': 'збій',
  'tracePage.waterfall.odd': 'дані суперечливі',
  'tracePage.waterfall.restricted': 'Закрито',
  'tracePage.waterfall.hidden_one': '{{count}} спан нижче',
  'tracePage.waterfall.hidden_few': '{{count}} спани нижче',
  'tracePage.waterfall.hidden_many': '{{count}} спанів нижче',
  'tracePage.waterfall.hidden_other': '{{count}} спану нижче',
  'tracePage.waterfall.links_one': '{{count}} посилання',
  'tracePage.waterfall.links_few': '{{count}} посилання',
  'tracePage.waterfall.links_many': '{{count}} посилань',
  'tracePage.waterfall.links_other': '{{count}} посилання',
  'tracePage.waterfall.events_one': '{{count}} подія',
  'tracePage.waterfall.events_few': '{{count}} події',
  'tracePage.waterfall.events_many': '{{count}} подій',
  'tracePage.waterfall.events_other': '{{count}} події',

  'tracePage.span.title': 'Подробиці спану',
  'tracePage.span.restricted':
    'Ви не маєте доступу до цього сервісу: показано лише час його спанів.',
  'tracePage.span.start': 'Початок',
  'tracePage.span.duration': 'Тривалість',
  'tracePage.span.self': 'Власний час',
  'tracePage.span.selfHelp': 'коли не працював жоден з вкладених',
  'tracePage.span.critical': 'На критичному шляху',
  'tracePage.span.kind': 'Вид',
  'tracePage.span.status': 'Статус',
  'tracePage.span.scope': 'Інструментування',
  'tracePage.span.spanId': 'Ідентифікатор спану',
  'tracePage.span.parentId': 'Батько',
  'tracePage.span.children': 'Вкладені',
  'tracePage.span.zoom': 'Наблизити цей спан',
  'tracePage.span.failed': 'Збій',
  'tracePage.span.filter': 'Фільтр атрибутів',
  'tracePage.span.attributes': 'Атрибути',
  'tracePage.span.resource': 'Ресурс',
  'tracePage.span.noAttributes': 'Немає',
  'tracePage.span.noneMatch': 'Жоден з {{total}} не відповідає фільтру',
  'tracePage.span.searchBy': 'Шукати трейси за цим значенням {{key}}',
  'tracePage.span.events': 'Події',
  'tracePage.span.eventAt': 'через {{offset}} від початку спану',
  'tracePage.span.links': 'Посилання',
  'tracePage.span.openTrace': 'Відкрити трейс {{traceId}}',
  'tracePage.span.openSpan': 'Перейти до спану {{spanId}}',
  'tracePage.span.unknown': 'невідомо',

  'tracePage.kind.unspecified': 'не вказано',
  'tracePage.kind.internal': 'внутрішній',
  'tracePage.kind.server': 'сервер',
  'tracePage.kind.client': 'клієнт',
  'tracePage.kind.producer': 'відправник',
  'tracePage.kind.consumer': 'отримувач',
  'tracePage.status.unset': 'не вказано',
  'tracePage.status.ok': 'успішно',
  'tracePage.status.error': 'помилка',

  'tracePage.value.showAll': 'Показати все (символів: {{length}})',
  'tracePage.value.showMore': 'Показати перші {{shown}} з {{length}} символів',
  'tracePage.value.showLess': 'Показати менше',
  'tracePage.value.rest':
    'Решта задовга, щоб її показати: скопіюйте її або завантажте трейс.',
};

import { type UkrainianMessages } from '@shop-platform/ui-kit';
import { type messages as english } from './en';

const messages: UkrainianMessages<typeof english> = {
  'nav.home': 'Головна',
  'nav.catalog': 'Каталог',
  'nav.create': 'Створити',
  'nav.templates': 'Версії шаблонів',
  'nav.traces': 'Трейси',
  'nav.analytics': 'Аналітика',
  'nav.chaos': 'Хаос',
  'nav.regions': 'Регіони',
  'nav.previews': 'Прев’ю',
  'nav.docs': 'Документація',
  'nav.apis': 'API',
  'nav.search': 'Пошук',
  'nav.menu': 'Меню',
  'nav.notifications': 'Сповіщення',
  'nav.settings': 'Налаштування',

  'titles.overview': 'Огляд',
  'titles.dashboards': 'Дашборди',
  'titles.definition': 'Визначення',
  'titles.documentation': 'Документація',
  'titles.development': 'Розробка',
  'titles.deployment': 'Розгортання',
  'titles.operation': 'Експлуатація',
  'titles.observability': 'Спостережуваність',
  'titles.templates': 'Шаблони',
  'titles.tasks': 'Завдання',
  'titles.actions': 'Дії',
  'titles.templateEditor': 'Редактор шаблонів',
  'titles.templatingExtensions': 'Розширення шаблонізатора',
  'titles.general': 'Загальне',
  'titles.authenticationProviders': 'Постачальники автентифікації',
  'titles.featureFlags': 'Прапорці функцій',
  'titles.catalogGraph': 'Граф зв’язків каталогу',
  'titles.registerComponent': 'Зареєструвати наявний компонент',

  'accessibility.loading': 'Завантаження',
  'accessibility.servers': 'Сервери',
  'accessibility.filterLog': 'Показати лише рядки зі збігами',

  'crash.subject': 'цю частину сторінки',

  'notFound.title': 'Такої сторінки немає',
  'notFound.description':
    'За адресою {{path}} нічого немає. Можливо, посилання застаріло чи в ньому помилка, або те, на що воно вело, прибрали з каталогу чи конфігурації.',
  'notFound.search': 'Шукати в порталі',
  'notFound.home': 'Головна сторінка',

  'signIn.title': 'Ким ви є сьогодні?',
  'signIn.accountTitle': 'Вхід',
  'signIn.description':
    'Оберіть, від чийого імені працювати. Пароль тут не потрібен: портал покаже те, що цій людині дозволено бачити й робити.',
  'signIn.accountDescription':
    'Скористайтеся обліковим записом, з яким працюєте щодня.',
  'signIn.nothingConfigured':
    'Жодного способу входу не налаштовано: це роблять адміністратори порталу в розділі auth.providers.',
  'signIn.language': 'Мова',
  'signIn.signInAs': 'Увійти як {{name}}',
  'signIn.signingInAs': 'Входимо як {{name}}',
  'signIn.personas.platformEngineer.role': 'Інженер платформи',
  'signIn.personas.platformEngineer.description':
    'Відповідає за платформу: бачить і змінює в порталі все.',
  'signIn.personas.developer.role': 'Розробник',
  'signIn.personas.developer.description':
    'Будує сервіси: створює їх із шаблонів і змінює те, чим володіє команда.',
  'signIn.personas.viewer.role': 'Спостерігач',
  'signIn.personas.viewer.description':
    'Оглядає портал: бачить каталог і документацію, нічого не змінює.',
  'signIn.personas.other.description': 'Може те саме, що й групи цієї людини.',
  'signIn.account.description':
    'Увійдіть зі своїм обліковим записом {{provider}}.',
  'signIn.guest.name': 'Гість',
  'signIn.guest.role': 'Як спостерігач',
  'signIn.guest.description':
    'Оглядає портал без імені: нічим не володіє й нічого не змінює.',
  'signIn.failure.loading':
    'Користувача {{name}} ще немає в каталозі: можливо, каталог досі завантажується',
  'signIn.failure.unreachable': 'Сервер порталу не відповідає',
  'signIn.failure.refused': 'Не вдалося ввійти як {{name}}',
  'signIn.failure.retrying':
    '{{message}}. Спроба повторюється кожні дві секунди.',
  'signIn.failure.retry': 'Спробувати зараз',
  'signIn.failure.cancel': 'Обрати когось іншого',

  'home.description':
    'Тут видно, з чого складається магазин, хто за що відповідає і де документація; звідси ж створюють нове.',
  'home.create': 'Створити сервіс',
  'home.createDeed': 'створювати сервіси',
  'home.register': 'Зареєструвати компонент',
  'home.registerDeed': 'реєструвати компоненти',

  'home.status.title': 'Стан порталу',
  'home.status.checking': 'Перевіряємо: {{title}}',
  'home.status.unanswered': 'немає відповіді',
  'home.status.noAnswer': 'немає відповіді: {{message}}',
  'home.status.lastKnown': 'немає відповіді; нижче останні відомі дані',
  'home.status.catalog.title': 'Каталог',
  'home.status.catalog.domains': 'Домени',
  'home.status.catalog.systems': 'Системи',
  'home.status.catalog.components': 'Компоненти',
  'home.status.catalog.apis': 'API',
  'home.status.catalog.resources': 'Ресурси',
  'home.status.catalog.broken': 'Не прийнято: {{location}}',
  'home.status.search.title': 'Пошук',
  'home.status.search.answers': 'Пошук знаходить результати',
  'home.status.search.empty':
    'Відповідає, але нічого не знаходить: індекс будується невдовзі після запуску',
  'home.status.docs.title': 'Документація',
  'home.status.docs.documented_one': '{{count}} сутність має документацію',
  'home.status.docs.documented_few': '{{count}} сутності мають документацію',
  'home.status.docs.documented_many': '{{count}} сутностей мають документацію',
  'home.status.docs.documented_other': '{{count}} сутності мають документацію',
  'home.status.docs.none': 'У каталозі ще ніщо не має документації',
  'home.status.notifications.title': 'Сповіщення',
  'home.status.notifications.unread_one': '{{count}} непрочитане сповіщення',
  'home.status.notifications.unread_few': '{{count}} непрочитані сповіщення',
  'home.status.notifications.unread_many': '{{count}} непрочитаних сповіщень',
  'home.status.notifications.unread_other':
    '{{count}} непрочитаного сповіщення',
  'home.status.notifications.none': 'Усе прочитано',

  'home.services.title': 'Мої сервіси',
  'home.services.subject': 'ваші сервіси',
  'home.services.name': 'Назва',
  'home.services.type': 'Тип',
  'home.services.lifecycle': 'Стадія',
  'home.services.system': 'Система',
  'home.services.more_one': 'Перші {{shown}} з {{count}} сервісу',
  'home.services.more_few': 'Перші {{shown}} з {{count}} сервісів',
  'home.services.more_many': 'Перші {{shown}} з {{count}} сервісів',
  'home.services.more_other': 'Перші {{shown}} з {{count}} сервісу',
  'home.services.allOwned': 'Усі в каталозі',
  'home.services.emptyTitle': 'Ви ще не володієте жодним сервісом',
  'home.services.emptyDescription':
    'Тут будуть сервіси, якими володієте ви або ваша група.',
  'home.services.emptyAction': 'Переглянути всі сервіси',

  'home.monitoring.title': 'Інструменти моніторингу',
  'home.monitoring.opens': '{{title}} (відкриється в новій вкладці)',
  'home.monitoring.grafana': 'Панелі з метриками та сповіщеннями про збої',
  'home.monitoring.jaeger': 'Трейси так, як їх показує сама система трасування',
  'home.monitoring.kiali': 'Трафік і стан сервісної мережі',
  'home.monitoring.prometheus': 'Метрики й правила сповіщень за запитом',

  'tour.title': 'П’ять хвилин порталом',
  'tour.progress':
    'Виконано {{done}} з {{all}}; крок позначається, щойно ви там побували',
  'tour.complete': 'Ви побували всюди.',
  'tour.steps': 'Кроки туру',
  'tour.hide': 'Сховати тур',
  'tour.show': 'Показати тур',
  'tour.done': '(виконано)',
  'tour.notDone': '(ще не виконано)',
  'tour.catalog.title': 'Перегляньте каталог',
  'tour.catalog.description':
    'Усе, з чого складається магазин; фільтруйте за видом, власником чи тегом.',
  'tour.entity.title': 'Відкрийте компонент',
  'tour.entity.description':
    'Хто за нього відповідає, що йому потрібно і кому потрібен він.',
  'tour.graph.title': 'Подивіться, що від чого залежить',
  'tour.graph.description': 'Граф зв’язків; оберіть вузол, щоб перейти далі.',
  'tour.api.title': 'Прочитайте опис API',
  'tour.api.description': 'Його операції та схеми з визначення.',
  'tour.docs.title': 'Прочитайте документацію',
  'tour.docs.description':
    'Зберігається поруч із кодом, показується поруч із компонентом.',
  'tour.traces.title': 'Знайдіть повільний чи невдалий запит',
  'tour.traces.description': 'Спан за спаном, від кліку до бази даних.',
  'tour.analytics.title': 'Подивіться на продажі',
  'tour.analytics.description': 'Дашборди, які кажуть, за який час їхні дані.',
  'tour.chaos.title': 'Подивіться, що можна зламати навмисно',
  'tour.chaos.description':
    'Експерименти з правилами до, важелем під час і висновком після.',
  'tour.regions.title': 'Подивіться, як справи в регіонах',
  'tour.regions.description': 'Для кожного сказано, за яким правилом.',
  'tour.search.title': 'Скористайтеся пошуком',
  'tour.search.description': 'Каталог і документація водночас.',
  'tour.create.title': 'Подивіться, що можна створити',
  'tour.create.description':
    'Шаблони, за якими постає цілий працездатний сервіс чи інфраструктура.',
  'tour.settings.title': 'Оберіть мову й тему',
  'tour.settings.description': 'Англійська чи українська, світла чи темна.',
};

export default messages;

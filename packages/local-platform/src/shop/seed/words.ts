/** The genders that adjectives agree with; `p` is the plural. */
export type Gender = 'm' | 'f' | 'n' | 'p';

export type Noun = { uk: string; en: string; gender: Gender };
export type Adjective = Record<Gender | 'en', string>;

export type CategoryWords = {
  slug: string;
  uk: string;
  en: string;
  /** In hryvnias, from the cheapest to the dearest. */
  price: [number, number];
  /** In grams. */
  weight: [number, number];
  nouns: Noun[];
  adjectives: Adjective[];
};

const noun = (gender: Gender, uk: string, en: string): Noun => ({
  gender,
  uk,
  en,
});

/** Of the stem, for adjectives that end in -ий. */
const adjective = (stem: string, en: string): Adjective => ({
  m: `${stem}ий`,
  f: `${stem}а`,
  n: `${stem}е`,
  p: `${stem}і`,
  en,
});

const ceramic = adjective('керамічн', 'ceramic');
const wooden = adjective('дерев’ян', 'wooden');
const linen = adjective('ллян', 'linen');
const woollen = adjective('вовнян', 'woollen');
const leather = adjective('шкірян', 'leather');
const cotton = adjective('бавовнян', 'cotton');
const light = adjective('легк', 'light');
const large = adjective('велик', 'large');
const small = adjective('маленьк', 'small');
const black = adjective('чорн', 'black');
const white = adjective('біл', 'white');
const green = adjective('зелен', 'green');

export const categories: CategoryWords[] = [
  {
    slug: 'tableware',
    uk: 'Посуд',
    en: 'Tableware',
    price: [120, 2_400],
    weight: [150, 2_500],
    nouns: [
      noun('f', 'Чашка', 'mug'),
      noun('f', 'Тарілка', 'plate'),
      noun('m', 'Чайник', 'teapot'),
      noun('f', 'Миска', 'bowl'),
      noun('m', 'Глечик', 'jug'),
    ],
    adjectives: [ceramic, white, green, large, small],
  },
  {
    slug: 'kitchen',
    uk: 'Кухня',
    en: 'Kitchen',
    price: [90, 5_200],
    weight: [100, 6_000],
    nouns: [
      noun('f', 'Дошка', 'board'),
      noun('f', 'Сковорода', 'pan'),
      noun('m', 'Ніж', 'knife'),
      noun('f', 'Каструля', 'pot'),
      noun('n', 'Сито', 'sieve'),
    ],
    adjectives: [wooden, large, small, black, light],
  },
  {
    slug: 'textiles',
    uk: 'Текстиль',
    en: 'Textiles',
    price: [180, 4_800],
    weight: [200, 3_000],
    nouns: [
      noun('m', 'Плед', 'throw'),
      noun('m', 'Рушник', 'towel'),
      noun('f', 'Скатертина', 'tablecloth'),
      noun('f', 'Подушка', 'cushion'),
      noun('n', 'Покривало', 'bedspread'),
    ],
    adjectives: [linen, woollen, cotton, white, green],
  },
  {
    slug: 'clothing',
    uk: 'Одяг',
    en: 'Clothing',
    price: [350, 6_900],
    weight: [150, 1_800],
    nouns: [
      noun('f', 'Сорочка', 'shirt'),
      noun('m', 'Светр', 'sweater'),
      noun('n', 'Пальто', 'coat'),
      noun('p', 'Штани', 'trousers'),
      noun('f', 'Сукня', 'dress'),
    ],
    adjectives: [linen, woollen, cotton, black, white],
  },
  {
    slug: 'accessories',
    uk: 'Аксесуари',
    en: 'Accessories',
    price: [150, 5_500],
    weight: [50, 1_500],
    nouns: [
      noun('m', 'Гаманець', 'wallet'),
      noun('f', 'Сумка', 'bag'),
      noun('m', 'Ремінь', 'belt'),
      noun('m', 'Рюкзак', 'backpack'),
      noun('p', 'Рукавички', 'gloves'),
    ],
    adjectives: [leather, black, small, large, light],
  },
  {
    slug: 'toys',
    uk: 'Іграшки',
    en: 'Toys',
    price: [100, 2_900],
    weight: [80, 3_500],
    nouns: [
      noun('m', 'Конструктор', 'building set'),
      noun('m', 'Потяг', 'train'),
      noun('f', 'Лялька', 'doll'),
      noun('p', 'Кубики', 'blocks'),
      noun('f', 'Гра', 'game'),
    ],
    adjectives: [wooden, large, small, light, green],
  },
  {
    slug: 'garden',
    uk: 'Сад',
    en: 'Garden',
    price: [60, 8_500],
    weight: [100, 15_000],
    nouns: [
      noun('m', 'Вазон', 'plant pot'),
      noun('f', 'Лійка', 'watering can'),
      noun('f', 'Лавка', 'bench'),
      noun('p', 'Ножиці', 'shears'),
      noun('n', 'Насіння', 'seeds'),
    ],
    adjectives: [wooden, ceramic, large, small, green],
  },
  {
    slug: 'lighting',
    uk: 'Світло',
    en: 'Lighting',
    price: [250, 9_800],
    weight: [200, 5_000],
    nouns: [
      noun('m', 'Світильник', 'lamp'),
      noun('f', 'Гірлянда', 'string of lights'),
      noun('m', 'Ліхтар', 'lantern'),
      noun('f', 'Свічка', 'candle'),
      noun('m', 'Торшер', 'floor lamp'),
    ],
    adjectives: [black, white, wooden, ceramic, small],
  },
];

/** Names of lines of goods, from places. */
export const collections: [uk: string, en: string][] = [
  ['Косів', 'Kosiv'],
  ['Карпати', 'Karpaty'],
  ['Опішня', 'Opishnia'],
  ['Поділля', 'Podillia'],
  ['Десна', 'Desna'],
  ['Дніпро', 'Dnipro'],
  ['Полісся', 'Polissia'],
  ['Говерла', 'Hoverla'],
  ['Синевир', 'Synevyr'],
  ['Хортиця', 'Khortytsia'],
  ['Тузли', 'Tuzly'],
  ['Асканія', 'Askania'],
  ['Почаїв', 'Pochaiv'],
  ['Острог', 'Ostroh'],
  ['Батурин', 'Baturyn'],
  ['Канів', 'Kaniv'],
  ['Яворів', 'Yavoriv'],
  ['Верховина', 'Verkhovyna'],
  ['Кролевець', 'Krolevets'],
  ['Решетилівка', 'Reshetylivka'],
];

/** Given and family names that make people who are nobody in particular. */
export const givenNames = [
  'Олена',
  'Андрій',
  'Наталія',
  'Сергій',
  'Ірина',
  'Олександр',
  'Марія',
  'Дмитро',
  'Оксана',
  'Максим',
  'Юлія',
  'Богдан',
  'Софія',
  'Назар',
  'Катерина',
  'Остап',
];
export const familyNames = [
  'Бондаренко',
  'Ткаченко',
  'Олійник',
  'Гончаренко',
  'Шевченко',
  'Коваленко',
  'Мельниченко',
  'Кравченко',
  'Поліщук',
  'Лисенко',
  'Руденко',
  'Савченко',
  'Марченко',
  'Левченко',
  'Гриценко',
  'Сидоренко',
];
export const cities = [
  'Київ',
  'Київ',
  'Київ',
  'Львів',
  'Львів',
  'Одеса',
  'Дніпро',
  'Харків',
  'Вінниця',
  'Полтава',
  'Чернівці',
  'Луцьк',
  'Івано-Франківськ',
  'Тернопіль',
];

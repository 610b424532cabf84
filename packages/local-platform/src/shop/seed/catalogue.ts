import { Random } from '../../otlp/generator/Random';
import { uuidOf } from './ids';
import { categories, CategoryWords, collections } from './words';

const DAY_MS = 86_400_000;
const HRYVNIA = 100;

export type Product = {
  id: string;
  sku: string;
  name: string;
  nameEn: string;
  description: string;
  descriptionEn: string;
  category: string;
  /** In kopiikas. */
  price: number;
  weightGrams: number;
  createdAt: Date;
  /** How often it is bought beside the others. */
  popularity: number;
};

/** Products with names in both languages; a few sell much and most sell little. */
export function makeProducts(options: {
  seed: number;
  count: number;
  now: Date;
}): Product[] {
  const { seed, count, now } = options;
  const random = new Random(seed ^ 0x50524f44);
  return Array.from({ length: count }, (_, index) => {
    const words = categories[index % categories.length];
    return {
      id: uuidOf(seed, 'product', index),
      sku: `${words.slug.slice(0, 3).toUpperCase()}-${String(
        index + 1,
      ).padStart(5, '0')}`,
      ...nameProduct(words, Math.floor(index / categories.length)),
      category: words.slug,
      price: choosePrice(random, words),
      weightGrams: Math.round(between(random, words.weight)),
      createdAt: new Date(now.getTime() - (200 + random.below(500)) * DAY_MS),
      // By rank, as in most shops.
      popularity: 1 / (1 + random.below(count)) ** 0.8,
    };
  });
}

/** Each combination of the words once, before a name is numbered. */
function nameProduct(words: CategoryWords, index: number) {
  const noun = words.nouns[index % words.nouns.length];
  const rest = Math.floor(index / words.nouns.length);
  const adjective = words.adjectives[rest % words.adjectives.length];
  const again = Math.floor(rest / words.adjectives.length);
  const [line, lineEn] = collections[again % collections.length];
  const suffix =
    again < collections.length
      ? ''
      : ` ${Math.floor(again / collections.length) + 1}`;
  const en = `${adjective.en[0].toUpperCase()}${adjective.en.slice(1)} ${
    noun.en
  }`;
  return {
    name: `${noun.uk} ${adjective[noun.gender]} «${line}${suffix}»`,
    nameEn: `${en} “${lineEn}${suffix}”`,
    description: `${noun.uk} із серії «${line}». Зроблено в Україні.`,
    descriptionEn: `From the ${lineEn} line. Made in Ukraine.`,
  };
}

/** More cheap things than dear ones, and prices that end in 9. */
function choosePrice(random: Random, { price: [least, most] }: CategoryWords) {
  const hryvnias = least * (most / least) ** random.fraction();
  return (Math.max(1, Math.round(hryvnias / 10)) * 10 - 1) * HRYVNIA;
}

function between(random: Random, [least, most]: [number, number]): number {
  return least + (most - least) * random.fraction() ** 2;
}

import { type TranslationRef } from '@backstage/frontend-plugin-api';
import {
  broughtMessages,
  defaultMessages,
  type Messages,
} from './translationResources';

/**
 * Options of `checkTranslations`.
 *
 * @public
 */
export type CheckTranslationsOptions = {
  /** The language to check, such as `uk`. */
  locale: string;
  /** Proper names that stay as they are in every language. */
  allowEqual?: string[];
  /** The messages to check instead of those the ref brings itself. */
  messages?: { [key: string]: string | null };
};

const PLURAL_KEY = /^(.+)_(zero|one|two|few|many|other)$/;
const PLACEHOLDER = /\{\{\s*([^},\s]+)[^}]*\}\}/g;
/** Enough whole numbers to meet each plural category of a language more than once. */
const SAMPLE_NUMBERS = Array.from({ length: 200 }, (_, index) => index);

function placeholdersOf(message: string): Set<string> {
  return new Set([...message.matchAll(PLACEHOLDER)].map(match => match[1]));
}

/** Names, numbers and signs read the same in every language. */
function saysSomething(message: string, allowEqual: string[]): boolean {
  const rest = allowEqual
    .slice()
    .sort((a, b) => b.length - a.length)
    .reduce(
      (text, name) => text.split(name).join(''),
      message.replace(PLACEHOLDER, ''),
    );
  return /\p{L}/u.test(rest);
}

/** The plural categories of a language, and whether each means one number only. */
function pluralCategories(locale: string): Map<string, boolean> {
  const rules = new Intl.PluralRules(locale);
  const counts = new Map<string, number>();
  for (const category of rules.resolvedOptions().pluralCategories) {
    counts.set(category, 0);
  }
  for (const number of SAMPLE_NUMBERS) {
    const category = rules.select(number);
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([category, count]) => [category, count === 1]),
  );
}

type Expected = {
  key: string;
  english: string;
  /** Whether "one" may stand in words, without the number. */
  mayOmitCount: boolean;
};

/** Every message the language needs, with the English one it says. */
function expectedMessages(
  english: { [key: string]: string },
  locale: string,
): Expected[] {
  const categories = pluralCategories(locale);
  return Object.entries(english).flatMap(([key, message]) => {
    const [, base, category] = PLURAL_KEY.exec(key) ?? [];
    if (!base || !(`${base}_other` in english)) {
      return [{ key, english: message, mayOmitCount: false }];
    }
    if (category !== 'other') {
      return [];
    }
    return [...categories].map(([needed, isOneNumber]) => ({
      key: `${base}_${needed}`,
      english: english[`${base}_${needed}`] ?? message,
      mayOmitCount: isOneNumber,
    }));
  });
}

function placeholderProblems(
  expected: Expected,
  message: string,
  plural: string | undefined,
): string[] {
  const wanted = placeholdersOf(plural ?? expected.english);
  const found = placeholdersOf(message);
  const lost = [...wanted].filter(
    name => !found.has(name) && !(name === 'count' && expected.mayOmitCount),
  );
  const added = [...found].filter(name => !wanted.has(name));
  return [
    ...lost.map(name => `lost the placeholder {{${name}}}`),
    ...added.map(name => `added the placeholder {{${name}}}`),
  ];
}

function messageProblems(
  expected: Expected,
  message: string | null | undefined,
  plural: string | undefined,
  options: CheckTranslationsOptions,
): string[] {
  if (message === undefined || message === null) {
    return [`missing in ${options.locale}`];
  }
  const isEqual =
    message === expected.english &&
    saysSomething(message, options.allowEqual ?? []);
  return [
    ...(isEqual ? ['equal to the English'] : []),
    ...placeholderProblems(expected, message, plural),
  ];
}

function unknownKeys(
  translated: Messages,
  english: { [key: string]: string },
): string[] {
  return Object.keys(translated).filter(key => {
    const [, base] = PLURAL_KEY.exec(key) ?? [];
    return !(key in english) && !(base && `${base}_other` in english);
  });
}

async function checkRef(
  ref: TranslationRef,
  options: CheckTranslationsOptions,
): Promise<string[]> {
  const english = defaultMessages(ref);
  const translated =
    options.messages ?? (await broughtMessages(ref, options.locale));
  if (!translated) {
    return [`${ref.id}: brings no translation into ${options.locale}`];
  }
  const problems = expectedMessages(english, options.locale).flatMap(
    expected => {
      const [, base] = PLURAL_KEY.exec(expected.key) ?? [];
      // The form for any number names every placeholder; "one" may leave some out.
      const plural = base ? english[`${base}_other`] : undefined;
      return messageProblems(
        expected,
        translated[expected.key],
        plural,
        options,
      ).map(problem => `${ref.id}: ${expected.key}: ${problem}`);
    },
  );
  return [
    ...problems,
    ...unknownKeys(translated, english).map(
      key => `${ref.id}: ${key}: not among the English messages`,
    ),
  ];
}

/**
 * Compares the translation of one or more refs with their English messages.
 *
 * @returns what is wrong, empty when nothing is: missing messages and plural
 *   forms, text left in English, placeholders lost or added, unknown keys
 * @public
 */
export async function checkTranslations(
  refs: TranslationRef | TranslationRef[],
  options: CheckTranslationsOptions,
): Promise<string[]> {
  const problems = await Promise.all(
    [refs].flat().map(ref => checkRef(ref, options)),
  );
  return problems.flat();
}

/**
 * Fails a test when `checkTranslations` finds something, with all of it.
 *
 * @public
 */
export async function expectTranslated(
  refs: TranslationRef | TranslationRef[],
  options: CheckTranslationsOptions,
): Promise<void> {
  const problems = await checkTranslations(refs, options);
  if (problems.length > 0) {
    throw new Error(`Not fully translated:\n${problems.join('\n')}`);
  }
}

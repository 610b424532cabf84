import { JsonObject } from '@backstage/types';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';
import { findQuestions, Question } from './questions';

/** What can be taken in at one look; so for an entry of a list. */
const MOST_ON_A_PAGE = 8;

/**
 * On all the pages where something has to be answered. One on which everything has a
 * default, or may be left open, is passed by one press, and is there for who wants it
 * otherwise.
 */
const MOST_TO_READ = 12;

const MOST_IN_ALL = 20;

/** What is rarely touched; whoever is not interested sees it last, and only passes it. */
const ADVANCED = /^Advanced\b/;

/** How the description of a question says that it may be left open, where it has no default. */
const WITHOUT = 'Without an answer';
const OPTIONAL = new RegExp(`\\b${WITHOUT}\\b`);

/** A form asks little, on pages that are taken in at one look, and nothing without a way on. */
export function checkForm({ pages }: TemplateSource): Finding[] {
  const form = pages.map(page => {
    const questions = findQuestions(page);
    const open = questions.filter(one => hasToBeAnswered(one, questions));
    return {
      title: String(page.title),
      questions,
      open,
      top: topOf(questions),
    };
  });
  const lastOfOthers = form.findLastIndex(({ title }) => !ADVANCED.test(title));
  const toRead = form.filter(({ open }) => open.length > 0);
  return [
    ...form.flatMap(({ title, questions, open }, index) => [
      ...checkSizes(title, questions),
      ...checkAnswers(questions),
      ...(ADVANCED.test(title)
        ? checkAdvanced(title, open, index > lastOfOthers)
        : []),
    ]),
    ...tooMany(
      'On pages that have to be answered there',
      toRead.flatMap(({ top }) => top),
      MOST_TO_READ,
    ),
    ...tooMany(
      'In all there',
      form.flatMap(({ top }) => top),
      MOST_IN_ALL,
    ),
  ];
}

/** Those that everybody is asked; one that is asked either way, in other words, is one. */
function topOf(questions: readonly Question[]): Question[] {
  return distinct(
    questions.filter(
      ({ path, isRequired, isConditional, question }) =>
        path.length === 1 &&
        (!isConditional || (isRequired && !('default' in question))),
    ),
  );
}

function distinct(questions: readonly Question[]): Question[] {
  return [...new Map(questions.map(one => [one.path.join('.'), one])).values()];
}

/** One that nobody gets past without an answer. What a list asks of its entries has none to begin with. */
function hasToBeAnswered(
  { path, question, isRequired }: Question,
  questions: readonly Question[],
): boolean {
  return (
    isRequired &&
    // A browser makes an object by itself, and then asks for its parts.
    question.type !== 'object' &&
    !('default' in question) &&
    !isGivenAbove(path, questions) &&
    listOf(path, questions) === undefined
  );
}

/** The list that asks it of each of its entries. */
function listOf(
  path: readonly string[],
  questions: readonly Question[],
): Question | undefined {
  return questions.findLast(
    ({ path: above, question }) =>
      question.type === 'array' &&
      above.length < path.length &&
      above.every((name, index) => path[index] === name),
  );
}

function checkSizes(title: string, questions: readonly Question[]): Finding[] {
  const byList = new Map<string, Question[]>();
  for (const one of distinct(questions)) {
    const key = listOf(one.path, questions)?.path.join('.') ?? '';
    // What is made of others is asked by them.
    if (one.question.type !== 'object') {
      byList.set(key, [...(byList.get(key) ?? []), one]);
    }
  }
  return [...byList].flatMap(([list, those]) =>
    tooMany(
      list ? `In each of ${list} there` : `On the page ${title} there`,
      those,
      MOST_ON_A_PAGE,
    ),
  );
}

function tooMany(
  where: string,
  questions: readonly Question[],
  most: number,
): Finding[] {
  return questions.length > most
    ? [found(`${where} are ${questions.length} questions, ${most} at most`)]
    : [];
}

/** Whoever has no answer gets a default, is told that there has to be one, or what none means. */
function checkAnswers(questions: readonly Question[]): Finding[] {
  return questions
    .filter(
      ({ path, question, isRequired }) =>
        !isRequired &&
        !('default' in question) &&
        !isGivenAbove(path, questions) &&
        !OPTIONAL.test(String(question.description)),
    )
    .map(({ path }) =>
      found(
        `The question ${path.join(
          '.',
        )} has no default and wants no answer: its description has to say what happens, in a sentence that begins with "${WITHOUT}"`,
      ),
    );
}

/** Whether the default of what it is a part of has it. */
function isGivenAbove(
  path: readonly string[],
  questions: readonly Question[],
): boolean {
  return questions.some(
    ({ path: above, question: { default: given } }) =>
      above.length === path.length - 1 &&
      above.every((name, index) => path[index] === name) &&
      isObject(given) &&
      Object.hasOwn(given, path[path.length - 1]),
  );
}

function checkAdvanced(
  title: string,
  open: readonly Question[],
  isLast: boolean,
): Finding[] {
  return [
    ...(isLast
      ? []
      : [found(`The page ${title} stands before others, and is passed last`)]),
    ...open.map(({ path }) =>
      found(
        `The question ${path.join('.')} of the page ${title} has no default`,
      ),
    ),
  ];
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function found(message: string): Finding {
  return { where: 'template.yaml', message };
}

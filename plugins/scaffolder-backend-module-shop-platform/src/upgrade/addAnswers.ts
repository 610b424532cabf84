import { InputError } from '@backstage/errors';
import { isDeepStrictEqual } from 'node:util';

type Answers = Record<string, unknown>;

/** What becomes of the answers when something is added to what they made. */
export type AddedAnswers = {
  answers: Answers;
  /** What is among the answers now and was not. */
  added: unknown[];
  /** Answers that somebody gave otherwise, and that stay as they were. */
  kept: { name: string; recorded: unknown; given: unknown }[];
};

/** About the place and no part of what is rendered: everybody answers them anew. */
const ABOUT_THE_TASK = new Set(['destination', 'repoUrl']);

/**
 * Adds the lists of new answers to those that a manifest has. All other answers
 * stay as they are, for they are about what is there already; questions that
 * nobody had answered are answered by the new ones.
 */
export function addAnswers(options: {
  recorded: Answers;
  given: Answers;
  /** The names of the answers that are lists and grow. */
  adds: readonly string[];
  /** The names of the answers that have to be the same, because there is one of it. */
  agrees: readonly string[];
  /** What the answers are about, for people: `istio-mesh`. */
  template: string;
}): AddedAnswers {
  const { recorded, given, adds, agrees, template } = options;
  for (const name of agrees) {
    if (
      name in recorded &&
      name in given &&
      !isDeepStrictEqual(recorded[name], given[name])
    ) {
      throw new InputError(
        `The repository's ${template} has ${show(
          recorded[name],
        )} as ${name}, and this is ${show(
          given[name],
        )}: one ${template} cannot have both. Put it into a repository of its own, or answer ${name} as the repository does`,
      );
    }
  }
  const lists = new Map(
    adds.map(name => [
      name,
      unite(
        asList(name, recorded[name], template),
        asList(name, given[name], template),
      ),
    ]),
  );
  return {
    answers: {
      ...given,
      ...recorded,
      ...Object.fromEntries([...lists].map(([name, { all }]) => [name, all])),
    },
    added: [...lists.values()].flatMap(({ added }) => added),
    kept: Object.entries(recorded).flatMap(([name, value]) =>
      name in given &&
      !lists.has(name) &&
      !ABOUT_THE_TASK.has(name) &&
      !isDeepStrictEqual(value, given[name])
        ? [{ name, recorded: value, given: given[name] }]
        : [],
    ),
  };
}

/** An answer as people read it. */
export function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function asList(name: string, value: unknown, template: string): unknown[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new InputError(
      `${name} of ${template} is no list, so nothing can be added to it`,
    );
  }
  return value;
}

function unite(
  before: readonly unknown[],
  given: readonly unknown[],
): { all: unknown[]; added: unknown[] } {
  const added = given.filter(
    item => !before.some(other => isDeepStrictEqual(other, item)),
  );
  return { all: [...before, ...added], added };
}

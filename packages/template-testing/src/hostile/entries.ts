import { JsonValue } from '@backstage/types';
import { AMBIGUOUS_ANSWERS, HOSTILE_ANSWERS } from './answers';
import { formatField, readField, TextField, writeField } from './textFields';

export type Answers = Record<string, JsonValue>;

/** A text that is typed into a field. */
export type Entry = {
  field: TextField;
  /** Of which kinds it is: of several where they are tried in one text. */
  kinds: string[];
  where: string;
  text: string;
};

/** The kinds of texts that nobody should type. */
export const KINDS = Object.keys({ ...HOSTILE_ANSWERS, ...AMBIGUOUS_ANSWERS });

/** Those of which at least one becomes something else wherever a text is not quoted. */
export const TELLING_KINDS = ['YAML', 'HCL', 'a word of YAML'];

/** Nothing but a word in any format, and none of them is in another. */
const HARMLESS = 'harmless';

/** So that all of them fit into one line of a form. */
const SHORT = 100;

/**
 * A kind of text alone, and behind a right answer, for a form that refuses it alone.
 * Behind other text what is ambiguous is not any more.
 */
export function entriesOf(
  field: TextField,
  kind: string,
  answers: Answers,
): Entry[] {
  const hostile = HOSTILE_ANSWERS[kind];
  return hostile === undefined
    ? [entry(field, [kind], kind, AMBIGUOUS_ANSWERS[kind])]
    : behindAnswer(hostile, field, answers).map((text, index) =>
        entry(
          field,
          [kind],
          index === 0 ? kind : `${kind} behind an answer`,
          text,
        ),
      );
}

/** Whether it says as much together with others. */
export function isShort({ text, kinds: [kind] }: Entry): boolean {
  return text.length < SHORT && kind in HOSTILE_ANSWERS;
}

/** Entries of one field in one text. */
export function join(entries: readonly Entry[]): Entry {
  return entry(
    entries[0].field,
    entries.flatMap(({ kinds }) => kinds),
    'several of them',
    entries.map(({ text }) => text).join(' '),
  );
}

/** Words of which each is its field's own, alone and behind a right answer. */
export function harmlessEntries(
  fields: readonly TextField[],
  answers: Answers,
): Entry[][] {
  return fields.map((field, index) =>
    behindAnswer(`${HARMLESS}${letters(index)}`, field, answers).map(text =>
      entry(field, [], HARMLESS, text),
    ),
  );
}

/** The answers with the entries in their fields. */
export function fillIn(answers: Answers, entries: readonly Entry[]): Answers {
  const filled = entries.reduce<JsonValue>(
    (left, { field, text }) => writeField(left, field.path, text),
    answers,
  );
  if (filled === null || typeof filled !== 'object' || Array.isArray(filled)) {
    throw new TypeError('The answers of a form are an object');
  }
  return Object.fromEntries(
    Object.entries(filled).flatMap(([name, part]) =>
      part === undefined ? [] : [[name, part]],
    ),
  );
}

function behindAnswer(
  text: string,
  field: TextField,
  answers: Answers,
): string[] {
  return [text, `${readField(answers, field.path) ?? ''}${text}`];
}

function entry(
  field: TextField,
  kinds: string[],
  name: string,
  text: string,
): Entry {
  return { field, kinds, where: `${formatField(field.path)}, ${name}`, text };
}

/** Two of them for any number of fields that a form has. */
function letters(index: number): string {
  const letter = (of: number) => String.fromCharCode('a'.charCodeAt(0) + of);
  return `${letter(Math.floor(index / 26))}${letter(index % 26)}`;
}

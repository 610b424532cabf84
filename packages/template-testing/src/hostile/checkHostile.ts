import { TemplateRenderer } from '../render/TemplateRenderer';
import { readCases } from '../template/cases';
import { isComposed } from '../template/composition';
import { withDefaults } from '../template/defaults';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';
import { checkInert, Outcome } from './checkInert';
import {
  Answers,
  entriesOf,
  Entry,
  isShort,
  join,
  KINDS,
  TELLING_KINDS,
} from './entries';
import { FormTrials } from './FormTrials';
import { HarmlessRenderings } from './HarmlessRenderings';
import { formatField, readField, TextField, textFields } from './textFields';

/** What became of one kind of text in one field. */
export type Tried = {
  field: string;
  kind: string;
  became: Outcome['became'];
  findings: Finding[];
};

/** Right answers, the fields that are typed into beside them, and what is typed. */
type Group = { answers: Answers; fields: TextField[]; kinds: string[] };

/**
 * Types into every text field of a template what nobody should, one kind into all
 * fields at once: alone, or behind an answer that is right where it is refused alone.
 * The form refuses it, or it is in the files as it was typed, the files are as good as
 * before, and they are made of the same parts as with a harmless answer.
 */
export async function checkHostile(
  renderer: TemplateRenderer,
  source: TemplateSource,
): Promise<Tried[]> {
  const form = new FormTrials(renderer, source);
  const tried: Tried[] = [];
  for (const group of groupFields(source)) {
    const { answers, fields, kinds } = group;
    const taken: Entry[] = [];
    for (const kind of kinds) {
      const alternatives = fields.map(field => entriesOf(field, kind, answers));
      taken.push(...(await form.taken(answers, alternatives)));
    }
    const outcomes = new Map<Entry, Outcome>();
    const harmless = new HarmlessRenderings(form, answers);
    for (const entries of await batchesOf(form, group, taken)) {
      const trial = { form, answers, harmless, entries };
      (await checkTogether(trial)).forEach((outcome, entry) =>
        outcomes.set(entry, outcome),
      );
    }
    tried.push(...triedIn(group, taken, outcomes));
  }
  return tried;
}

/**
 * As few sets of right answers as have all fields, for all kinds; what none has is typed
 * beside the first. Others may take other ways through the template: a few kinds tell
 * whether these quote what they are given.
 */
function groupFields(source: TemplateSource): Group[] {
  const fields = textFields(source.pages);
  const cases = readCases(source.folder)
    .filter(({ expect }) => expect === 'ok')
    .map(({ values }) => withDefaults(source.pages, values))
    .map(answers => ({ answers, fields: answeredIn(answers, fields) }))
    .sort((one, other) => other.fields.length - one.fields.length);
  const groups: Group[] = [];
  let left = fields;
  for (const { answers, fields: answered } of cases) {
    const own = left.filter(field => answered.includes(field));
    left = left.filter(field => !own.includes(field));
    if (own.length > 0) {
      groups.push({ answers, fields: own, kinds: KINDS });
    }
    const others = answered.filter(field => !own.includes(field));
    // One rendering of a whole platform takes long, and all its ways are its parts' own.
    if (others.length > 0 && !isComposed(source)) {
      groups.push({ answers, fields: others, kinds: TELLING_KINDS });
    }
  }
  return left.length > 0
    ? [...groups, { answers: cases[0].answers, fields: left, kinds: KINDS }]
    : groups;
}

function answeredIn(
  answers: Answers,
  fields: readonly TextField[],
): TextField[] {
  return fields.filter(({ path }) => readField(answers, path) !== undefined);
}

/** A kind at a time. One rendering of a whole platform takes long, so it gets several at once. */
async function batchesOf(
  form: FormTrials,
  { answers, fields, kinds }: Group,
  taken: readonly Entry[],
): Promise<Entry[][]> {
  if (!isComposed(form.source)) {
    return kinds
      .map(kind => taken.filter(entry => entry.kinds.includes(kind)))
      .filter(({ length }) => length > 0);
  }
  const byField: Entry[][] = [];
  for (const field of fields) {
    const own = taken.filter(entry => entry.field === field);
    byField.push([
      ...(await joinTaken(form, answers, own.filter(isShort))),
      ...own.filter(entry => !isShort(entry)),
    ]);
  }
  const most = Math.max(...byField.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) =>
    byField.flatMap(own => own.slice(index, index + 1)),
  );
}

/** As few texts in one field as hold all of these, and are taken. */
async function joinTaken(
  form: FormTrials,
  answers: Answers,
  entries: readonly Entry[],
): Promise<Entry[]> {
  if (entries.length < 2) {
    return [...entries];
  }
  const joined = await form.taken(answers, [[join(entries)]]);
  if (joined.length > 0) {
    return joined;
  }
  const half = Math.ceil(entries.length / 2);
  return [
    ...(await joinTaken(form, answers, entries.slice(0, half))),
    ...(await joinTaken(form, answers, entries.slice(half))),
  ];
}

/** Where something is found, or they do not go together, each by itself. */
async function checkTogether(
  trial: Parameters<typeof checkInert>[0],
): Promise<Map<Entry, Outcome>> {
  const { entries } = trial;
  const together = await checkInert(trial);
  const isInert =
    together.became === 'rendered' && together.findings.length === 0;
  if (isInert || entries.length === 1) {
    return new Map(entries.map(entry => [entry, together]));
  }
  const alone = new Map<Entry, Outcome>();
  for (const entry of entries) {
    alone.set(entry, await checkInert({ ...trial, entries: [entry] }));
  }
  const isFound = [...alone.values()].some(
    ({ findings }) => findings.length > 0,
  );
  return isFound || together.became !== 'rendered'
    ? alone
    : new Map(entries.map(entry => [entry, together]));
}

/** What the form did not take it has refused. */
function triedIn(
  { fields, kinds }: Group,
  taken: readonly Entry[],
  outcomes: ReadonlyMap<Entry, Outcome>,
): Tried[] {
  const pairs = fields.flatMap(field => kinds.map(kind => ({ field, kind })));
  return pairs.map(({ field, kind }) => {
    const isOf = (entry: Entry) =>
      entry.field === field && entry.kinds.includes(kind);
    const name = { field: formatField(field.path), kind };
    if (!taken.some(isOf)) {
      return { ...name, became: 'refused', findings: [] };
    }
    const [, outcome] = [...outcomes].find(([entry]) => isOf(entry)) ?? [];
    if (!outcome) {
      throw new Error(`${name.field} takes ${kind}, and it was not looked at`);
    }
    return { ...name, ...outcome };
  });
}

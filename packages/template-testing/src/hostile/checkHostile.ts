import { JsonValue } from '@backstage/types';
import { checkRendered } from '@shop-platform/template-checks/rendered';
import { TemplateRefusedError } from '../render/TemplateRefusedError';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { copiedFiles } from '../suite/copiedFiles';
import { readServices } from '../suite/readServices';
import { readCases } from '../template/cases';
import { isComposed } from '../template/composition';
import { withDefaults } from '../template/defaults';
import { TemplateSource } from '../template/TemplateSource';
import { Finding, Rendered } from '../types';
import {
  AMBIGUOUS_ANSWERS,
  CALCULATED,
  HOSTILE_ANSWERS,
  spellings,
} from './answers';
import { compareStructure } from './compareStructure';
import { Answers, Harmless, HarmlessRenderings } from './HarmlessRenderings';
import {
  formatField,
  readField,
  TextField,
  textFields,
  writeField,
} from './textFields';

/** Long enough for every field that is, and nothing but a word in any format. */
const HARMLESS = 'harmlessword';

const KINDS = Object.keys({ ...HOSTILE_ANSWERS, ...AMBIGUOUS_ANSWERS });

/** So that all of them fit into one line of a form. */
const SHORT = 100;

/** Where templates note what they were given, at the root of a project. */
const MANIFEST = /(^|\/)\.template\/[^/]+\.json$/;

/** A text field with an answer that may not become more than text. */
type Trial = {
  field: TextField;
  where: string;
  /** Of which kinds the text is: of several where they are tried at once. */
  kinds: string[];
  text: string;
  values: Answers;
  /** The same with an answer that nobody could take for anything else: what is taken first. */
  harmless: Harmless[];
};

/** What became of one kind of text in one field. */
export type Tried = {
  field: string;
  kind: string;
  /** None where the form refuses it. */
  findings: Finding[];
};

/**
 * Types into every text field of a template what nobody should: alone, or behind
 * an answer that is right where it is refused alone. The form refuses it, or it is
 * in the files as it was typed, the files are as good as before, and they are made of
 * the same parts as with a harmless answer.
 */
export async function checkHostile(
  renderer: TemplateRenderer,
  source: TemplateSource,
): Promise<Tried[]> {
  const accepted = readCases(source.folder)
    .filter(({ expect }) => expect === 'ok')
    .map(({ values }) => withDefaults(source.pages, values));
  const tried: Tried[] = [];
  for (const field of textFields(source.pages)) {
    const trials = await takenTrials(renderer, source, field, accepted);
    const findings = new Map<Trial, Finding[]>();
    const compared = new HarmlessRenderings(renderer, source);
    for (const trial of trials) {
      findings.set(trial, await checkInert(renderer, source, trial, compared));
    }
    for (const kind of KINDS) {
      const ofKind = trials.filter(({ kinds }) => kinds.includes(kind));
      tried.push({
        field: formatField(field.path),
        kind,
        findings: ofKind.flatMap(trial => findings.get(trial) ?? []),
      });
    }
  }
  return tried;
}

/** What the form takes. One rendering of a whole platform takes long, so it gets all at once. */
async function takenTrials(
  renderer: TemplateRenderer,
  source: TemplateSource,
  field: TextField,
  accepted: readonly Answers[],
): Promise<Trial[]> {
  const answers =
    accepted.find(values => readField(values, field.path) !== undefined) ??
    accepted[0];
  const taken: Trial[] = [];
  for (const alternatives of trialsOf(field, answers)) {
    for (const trial of alternatives) {
      if (!(await isRefused(renderer, source, field, trial.values))) {
        taken.push(trial);
        break;
      }
    }
  }
  const short = taken.filter(
    ({ text, kinds }) =>
      text.length < SHORT && kinds.some(kind => kind in HOSTILE_ANSWERS),
  );
  const together = toTrial(field, answers, {
    kinds: short.flatMap(({ kinds }) => kinds),
    name: 'all that is short',
    text: short.map(({ text }) => text).join(' '),
  });
  return short.length > 1 &&
    isComposed(source) &&
    !(await isRefused(renderer, source, field, together.values))
    ? [together, ...taken.filter(trial => !short.includes(trial))]
    : taken;
}

/** Each kind alone, and behind an answer: what is taken alone need not be taken so as well. */
function trialsOf(field: TextField, answers: Answers): Trial[][] {
  const answer = readField(answers, field.path) ?? '';
  return [
    ...Object.entries(HOSTILE_ANSWERS).map(([kind, text]) => [
      toTrial(field, answers, { kinds: [kind], name: kind, text }),
      toTrial(field, answers, {
        kinds: [kind],
        name: `${kind} behind an answer`,
        text: answer + text,
      }),
    ]),
    ...Object.entries(AMBIGUOUS_ANSWERS).map(([kind, text]) => [
      toTrial(field, answers, { kinds: [kind], name: kind, text }),
    ]),
  ];
}

function toTrial(
  field: TextField,
  answers: Answers,
  { kinds, name, text }: { kinds: string[]; name: string; text: string },
): Trial {
  const { path } = field;
  const answer = readField(answers, path) ?? '';
  const write = (value: string) => toAnswers(writeField(answers, path, value));
  return {
    field,
    where: `${formatField(path)}, ${name}`,
    kinds,
    text,
    values: write(text),
    harmless: [HARMLESS, answer + HARMLESS].map(word => ({
      text: word,
      values: write(word),
    })),
  };
}

function toAnswers(value: JsonValue): Answers {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new TypeError('The answers of a form are an object');
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      part === undefined ? [] : [[name, part]],
    ),
  );
}

/**
 * Whether the form refuses the text of this field, and not something else for its sake. Asks with
 * no files to render, which is enough for a refusal and takes no time.
 */
async function isRefused(
  renderer: TemplateRenderer,
  source: TemplateSource,
  field: TextField,
  values: Answers,
): Promise<boolean> {
  try {
    await renderer.renderSource(
      source.with({ json: source.json, files: [] }),
      values,
    );
    return false;
  } catch (error) {
    return isRefusalOf(field, error);
  }
}

function isRefusalOf({ path, deciders }: TextField, error: unknown): boolean {
  // A branch that does not fit is reported of the question that opens it.
  const places = [path, ...deciders].map(
    place => `instance.${formatField(place).replaceAll('[]', '[0]')}`,
  );
  return (
    error instanceof TemplateRefusedError &&
    error.refusals.some(({ property }) => places.includes(property))
  );
}

async function checkInert(
  renderer: TemplateRenderer,
  source: TemplateSource,
  trial: Trial,
  compared: HarmlessRenderings,
): Promise<Finding[]> {
  const { field, where, text, values } = trial;
  let rendered: Rendered;
  try {
    rendered = await renderer.renderSource(source, values);
  } catch (error) {
    // Where nothing was to be rendered the question may have failed for itself.
    return isRefusalOf(field, error)
      ? []
      : [{ where, message: `The form takes it, and then: ${error}` }];
  }
  const files = rendered.files.map(({ content }) => content.toString('utf8'));
  const said = [...files, ...rendered.log, JSON.stringify(rendered.output)];
  // A manifest has all answers, whether anything else was made of them or not.
  const made = rendered.files
    .filter(({ path }) => isMade({ where: path }))
    .map(({ content }) => content.toString('utf8'));
  const isThere = spellings(text).some(spelling =>
    made.some(file => file.includes(spelling)),
  );
  const isCopied = await copiedFiles(source);
  const findings = await checkRendered(rendered, {
    // What was typed looks like an expression that was left.
    isCopied: path => isCopied(path) || !hasOwnLeftovers(rendered, path, text),
    services: readServices(values),
  });
  return [
    ...findings.map(finding => ({
      where: `${where}: ${finding.where}`,
      message: finding.message,
    })),
    ...(isThere || made.length === 0
      ? []
      : [{ where, message: 'The form takes it, and no file has it as typed' }]),
    ...(await compareWithHarmless(trial, rendered, compared)),
    ...(said.some(file => file.includes(CALCULATED))
      ? [{ where, message: 'Something has calculated it' }]
      : []),
  ];
}

function isMade({ where }: { where: string }): boolean {
  return !MANIFEST.test(where);
}

/** What the files are made of is the same, whatever is typed. */
async function compareWithHarmless(
  trial: Trial,
  rendered: Rendered,
  compared: HarmlessRenderings,
): Promise<Finding[]> {
  const { where, text } = trial;
  const harmless = await compared.find(trial.harmless);
  if (!harmless) {
    return [{ where, message: 'The form takes nothing to compare it with' }];
  }
  const differences = await compareStructure(
    { rendered, text },
    { rendered: harmless.rendered, text: harmless.text },
  );
  // A manifest has the digests of files that say other words.
  return differences.filter(isMade).map(finding => ({
    where: `${where}: ${finding.where}`,
    message: finding.message,
  }));
}

/** Whether there are expressions in a file besides those that were typed. */
function hasOwnLeftovers(
  { files }: Rendered,
  path: string,
  text: string,
): boolean {
  const content =
    files.find(file => file.path === path)?.content.toString('utf8') ?? '';
  const rest = spellings(text).reduce(
    (left, spelling) => left.replaceAll(spelling, ''),
    content,
  );
  return /\$\{\{|\{%|\{#/.test(rest);
}

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
import {
  formatField,
  readField,
  TextField,
  textFields,
  writeField,
} from './textFields';

/** So that all of them fit into one line of a form. */
const SHORT = 100;

/** Where templates note what they were given, at the root of a project. */
const MANIFEST = /(^|\/)\.template\/[^/]+\.json$/;

type Answers = Record<string, JsonValue>;

/** A text field with an answer that may not become more than text. */
type Trial = {
  field: TextField;
  where: string;
  text: string;
  values: Answers;
};

/**
 * Types into every text field of a template what nobody should: alone, or behind
 * an answer that is right where it is refused alone. The form refuses it, or it is
 * in the files as it was typed, and the files are as good as before.
 */
export async function checkHostile(
  renderer: TemplateRenderer,
  source: TemplateSource,
): Promise<Finding[]> {
  const accepted = readCases(source.folder)
    .filter(({ expect }) => expect === 'ok')
    .map(({ values }) => withDefaults(source.pages, values));
  const findings: Finding[] = [];
  for (const field of textFields(source.pages)) {
    for (const trial of await takenTrials(renderer, source, field, accepted)) {
      findings.push(...(await checkInert(renderer, source, trial)));
    }
  }
  return findings;
}

/** What the form takes. One rendering of a whole platform takes long, so it gets all at once. */
async function takenTrials(
  renderer: TemplateRenderer,
  source: TemplateSource,
  field: TextField,
  accepted: readonly Answers[],
): Promise<Trial[]> {
  const { path } = field;
  const answers =
    accepted.find(values => readField(values, path) !== undefined) ??
    accepted[0];
  const answer = readField(answers, path) ?? '';
  const toTrial = (kind: string, text: string): Trial => ({
    field,
    where: `${formatField(path)}, ${kind}`,
    text,
    values: toAnswers(writeField(answers, path, text)),
  });
  const taken: Trial[] = [];
  const trials = [
    // What is taken alone need not be taken behind an answer as well.
    ...Object.entries(HOSTILE_ANSWERS).map(([kind, text]) => [
      toTrial(kind, text),
      toTrial(`${kind} behind an answer`, answer + text),
    ]),
    ...Object.entries(AMBIGUOUS_ANSWERS).map(([kind, text]) => [
      toTrial(kind, text),
    ]),
  ];
  for (const alternatives of trials) {
    for (const trial of alternatives) {
      if (!(await isRefused(renderer, source, field, trial.values))) {
        taken.push(trial);
        break;
      }
    }
  }
  const short = taken.filter(
    ({ text }) =>
      text.length < SHORT && Object.values(HOSTILE_ANSWERS).includes(text),
  );
  const together = toTrial(
    'all that is short',
    short.map(({ text }) => text).join(' '),
  );
  return short.length > 1 &&
    isComposed(source) &&
    !(await isRefused(renderer, source, field, together.values))
    ? [together, ...taken.filter(trial => !short.includes(trial))]
    : taken;
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
  { field, where, text, values }: Trial,
): Promise<Finding[]> {
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
    .filter(({ path }) => !MANIFEST.test(path))
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
    ...(said.some(file => file.includes(CALCULATED))
      ? [{ where, message: 'Something has calculated it' }]
      : []),
  ];
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

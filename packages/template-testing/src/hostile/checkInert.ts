import { checkRendered } from '@shop-platform/template-checks/rendered';
import { copiedFiles } from '../suite/copiedFiles';
import { readServices } from '../suite/readServices';
import { Finding, Rendered } from '../types';
import { CALCULATED, spellings } from './answers';
import { compareStructure } from './compareStructure';
import { Answers, Entry, fillIn } from './entries';
import { FormTrials, isRefusalOf } from './FormTrials';
import { Harmless, HarmlessRenderings } from './HarmlessRenderings';

/** What became of texts that were typed at once; `failed` where nothing was rendered of them. */
export type Outcome = {
  became: 'refused' | 'failed' | 'rendered';
  findings: Finding[];
};

/** What is typed at once, and what it is compared with. */
type Trial = {
  form: FormTrials;
  answers: Answers;
  entries: readonly Entry[];
  harmless: HarmlessRenderings;
};

/** Where templates note what they were given, at the root of a project. */
const MANIFEST = /(^|\/)\.template\/[^/]+\.json$/;

/** Whether the files have the texts as they were typed, and nothing became of them. */
export async function checkInert(trial: Trial): Promise<Outcome> {
  const { form, answers, entries, harmless } = trial;
  const where = entries.map(entry => entry.where).join('; ');
  try {
    const rendered = await form.render(answers, entries);
    const plain = await harmless.find(entries.map(({ field }) => field));
    const findings = plain
      ? await findIn(trial, rendered, plain)
      : [{ where: '', message: 'The form takes nothing to compare it with' }];
    return {
      became: 'rendered',
      findings: findings.map(finding => ({
        where: [where, finding.where].filter(Boolean).join(': '),
        message: finding.message,
      })),
    };
  } catch (error) {
    // Where nothing was to be rendered the question may have failed for itself.
    return entries.some(entry => isRefusalOf(entry, error))
      ? { became: 'refused', findings: [] }
      : {
          became: 'failed',
          findings: [
            { where, message: `The form takes it, and then: ${error}` },
          ],
        };
  }
}

async function findIn(
  { form: { source }, answers, entries }: Trial,
  rendered: Rendered,
  plain: Harmless,
): Promise<Finding[]> {
  const texts = entries.map(({ text }) => text);
  const words = plain.words.map(({ text }) => text);
  const isCopied = await copiedFiles(source);
  const faults = await checkRendered(rendered, {
    // What was typed looks like an expression that was left.
    isCopied: path => isCopied(path) || !hasOwnLeftovers(rendered, path, texts),
    services: readServices(fillIn(answers, entries)),
  });
  const differences = await compareStructure(
    { rendered, texts },
    { rendered: plain.rendered, texts: words },
  );
  const made = contentsOf(rendered);
  const madePlain = contentsOf(plain.rendered);
  // Of the same text in several fields only the words say where each belongs.
  const isThere =
    texts.every(text => isIn(made, text)) &&
    words.every(word => isIn(madePlain, word));
  const said = [
    ...rendered.files.map(({ content }) => content.toString('utf8')),
    ...rendered.log,
    JSON.stringify(rendered.output),
  ];
  return [
    ...faults,
    ...(isThere || made.length === 0
      ? []
      : [found('The form takes it, and no file has it as typed')]),
    // A manifest has the digests of files that say other words.
    ...differences.filter(isMade),
    ...(said.some(text => text.includes(CALCULATED))
      ? [found('Something has calculated it')]
      : []),
  ];
}

/** A manifest has all answers, whether anything else was made of them or not. */
function contentsOf({ files }: Rendered): string[] {
  return files
    .filter(({ path }) => isMade({ where: path }))
    .map(({ content }) => content.toString('utf8'));
}

function isMade({ where }: { where: string }): boolean {
  return !MANIFEST.test(where);
}

function isIn(contents: readonly string[], text: string): boolean {
  return spellings(text).some(spelling =>
    contents.some(content => content.includes(spelling)),
  );
}

/** Whether there are expressions in a file besides those that were typed. */
function hasOwnLeftovers(
  { files }: Rendered,
  path: string,
  texts: readonly string[],
): boolean {
  const content =
    files.find(file => file.path === path)?.content.toString('utf8') ?? '';
  const rest = texts
    .flatMap(spellings)
    .reduce((left, spelling) => left.replaceAll(spelling, ''), content);
  return /\$\{\{|\{%|\{#/.test(rest);
}

function found(message: string): Finding {
  return { where: '', message };
}

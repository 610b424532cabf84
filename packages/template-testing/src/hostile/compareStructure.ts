import { parseHcl } from '@shop-platform/template-checks/rendered';
import { parseAllDocuments } from 'yaml';
import { Finding, Rendered, RenderedFile } from '../types';
import { spellings } from './answers';

/** What a template renders of answers. */
type Typed = { rendered: Rendered; texts: readonly string[] };

/** Where an answer stands, whichever it is. */
const MARK = '\uFFFC';

/** A text that says nothing in any format, wherever it stands. */
const PLAIN = /^[A-Za-z0-9._/:-]+$/;

/**
 * Whether two answers make the same files of the same parts: keys, lists, blocks and
 * values of YAML, JSON and HCL are equal once they are parsed, and every byte of others,
 * but for the answers themselves. A text that could mean something stands only where it
 * can be parsed, and in prose.
 */
export async function compareStructure(
  typed: Typed,
  harmless: Typed,
): Promise<Finding[]> {
  // What is part of another one comes after it.
  const texts = [...new Set([...typed.texts, ...harmless.texts])].sort(
    (a, b) => b.length - a.length,
  );
  const own = byPath(typed.rendered, texts);
  const others = byPath(harmless.rendered, texts);
  const findings: Finding[] = [];
  for (const path of new Set([...own.keys(), ...others.keys()])) {
    const message = await differenceOf(own.get(path), others.get(path), texts);
    if (message) {
      findings.push({ where: path, message });
    }
  }
  return [...findings, ...findUnparsed(typed)];
}

function byPath({ files }: Rendered, texts: readonly string[]) {
  return new Map(files.map(file => [mark(file.path, texts, spellings), file]));
}

async function differenceOf(
  ownFile: RenderedFile | undefined,
  otherFile: RenderedFile | undefined,
  texts: readonly string[],
): Promise<string | undefined> {
  if (!ownFile || !otherFile) {
    return ownFile ? 'It makes this file' : 'It takes this file away';
  }
  // Most files say nothing of it.
  if (ownFile.content.equals(otherFile.content)) {
    return undefined;
  }
  const own = await partsOf(ownFile, texts);
  const other = await partsOf(otherFile, texts);
  if (own === other) {
    return undefined;
  }
  const shared = [...own].findIndex((char, index) => other[index] !== char);
  const at = shared < 0 ? own.length : shared;
  const shown = own.slice(Math.max(0, at - 30), at + 50);
  return `It is made of other parts than with a harmless answer: ${shown}`;
}

async function partsOf(
  file: RenderedFile,
  texts: readonly string[],
): Promise<string> {
  const content = file.content.toString('utf8');
  try {
    const parsed = await parse(file.path, content);
    return parsed
      ? JSON.stringify(marked(parsed.value, texts, parsed.spell))
      : mark(content, texts, spellings);
  } catch {
    // That it does not parse is found by others; here it is compared as it is.
    return `${mark(content, texts, spellings)}, which does not parse`;
  }
}

type Spell = (text: string) => string[];

/** What a file says, and how an answer is spelled in its texts. */
async function parse(
  path: string,
  content: string,
): Promise<{ value: unknown; spell: Spell } | undefined> {
  if (path.endsWith('.json')) {
    return { value: JSON.parse(content), spell: spellings };
  }
  if (/\.ya?ml$/.test(path)) {
    const documents = parseAllDocuments(content, { logLevel: 'silent' });
    const error = documents.flatMap(({ errors }) => errors)[0];
    if (error) {
      throw error;
    }
    return { value: documents.map(one => one.toJS()), spell: spellings };
  }
  if (/\.(tf|tfvars|hcl)$/.test(path)) {
    // Anything else in its strings is calculated.
    const spell = (text: string) => [
      text.replaceAll('${', '$${').replaceAll('%{', '%%{'),
    ];
    return { value: await parseHcl(path, content), spell };
  }
  return undefined;
}

function marked(
  value: unknown,
  texts: readonly string[],
  spell: Spell,
): unknown {
  if (typeof value === 'string') {
    return mark(value, texts, spell);
  }
  if (Array.isArray(value)) {
    return value.map(item => marked(item, texts, spell));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, item]) => [
      mark(key, texts, spell),
      marked(item, texts, spell),
    ]);
  }
  return value;
}

function mark(text: string, texts: readonly string[], spell: Spell): string {
  return texts
    .flatMap(spell)
    .reduce((left, spelling) => left.replaceAll(spelling, MARK), text);
}

function findUnparsed({ rendered, texts }: Typed): Finding[] {
  const telling = texts.filter(text => !PLAIN.test(text)).flatMap(spellings);
  return rendered.files
    .filter(({ path }) => !/\.(md|ya?ml|json|tf|tfvars|hcl)$/.test(path))
    .filter(({ content }) =>
      telling.some(spelling => content.includes(spelling)),
    )
    .map(({ path }) => ({
      where: path,
      message: 'It stands where nothing can tell it from the rest',
    }));
}

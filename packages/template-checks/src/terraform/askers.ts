import { readDocuments } from '../checks/documents';
import { RenderedFiles } from '../types';
import { knownTexts } from './knownTexts';
import { readArgument } from './origins';
import { Attribute } from './parseBody';
import { LocatedBlock, TerraformFolder } from './TerraformFolder';

/** How programs ask for what has only a name. */
export type Ask = 'creds' | 'static-creds' | 'database' | 'taint';

type Problem = { line?: number; message: string };

/** `database/creds/core`, or its end where the mount stands apart. */
const CREDENTIALS =
  /(?:([\w-]{1,100})\/|(?<![\w/-]))(static-creds|creds)\/([\w.-]{1,100})/g;
const CONNECTION =
  /\b(?:mysql|postgres|postgresql):\/\/[^/\n]{1,500}\/([\w-]{1,100})/g;

/** Who asks may be in another repository; then a page tells them the name. */
const DATABASE_ON_PAGE = /`[\w.-]{1,200}:\d+`, database `([\w-]{1,100})`/g;
const TAINT_ON_PAGE = /\btolerates? `([\w./-]{1,200})`/g;

/**
 * Nothing in Terraform refers to what programs ask for by its name: what is wrong where
 * none of the rendering does, or a part of it is asked for by nobody. A name that is
 * decided elsewhere may be any.
 */
export function findUnasked(
  ask: Ask,
  block: LocatedBlock,
  folder: TerraformFolder,
  folders: ReadonlyMap<string, TerraformFolder>,
  rendered: RenderedFiles,
): Problem[] {
  const place = { folder, folders, block };
  const textsOf = (argument: string) =>
    readNamed(block, argument).map(({ line, value }) => ({
      line,
      texts: knownTexts(value, place),
    }));
  switch (ask) {
    case 'database': {
      const asked = askedDatabases(rendered);
      return textsOf('name').flatMap(name =>
        findMissing(name, asked, text => `the database ${text}`),
      );
    }
    case 'taint': {
      const tolerated = toleratedTaints(rendered);
      return textsOf('node_config.taint.key').flatMap(key =>
        findMissing(key, tolerated, text => `nodes with the taint ${text}`),
      );
    }
    default: {
      const mount = textsOf('backend')[0]?.texts?.join();
      const asked = askedRoles(ask, mount, rendered);
      return textsOf('name').flatMap(name =>
        findMissing(
          name,
          asked,
          text => `${mount ?? 'its mount'}/${ask}/${text}`,
        ),
      );
    }
  }
}

function readNamed(block: LocatedBlock, argument: string): Attribute[] {
  const last = argument.split('.').at(-1);
  // What a dynamic block is repeated for stands among its arguments.
  return readArgument(block.body, argument).filter(({ name }) => name === last);
}

function findMissing(
  { line, texts }: { line: number; texts: string[] | undefined },
  asked: ReadonlySet<string>,
  tell: (text: string) => string,
): Problem[] {
  if (!texts) {
    return asked.size > 0
      ? []
      : [{ line, message: `nothing asks for ${tell('<any name>')}` }];
  }
  return texts
    .filter(text => !asked.has(text))
    .map(text => ({ line, message: `nothing asks for ${tell(text)}` }));
}

function askedRoles(
  ask: Ask,
  mount: string | undefined,
  rendered: RenderedFiles,
): Set<string> {
  // Of a mount with slashes the last part is enough.
  const end = mount?.split('/').at(-1);
  const asks = textsOfFiles(rendered).flatMap(text => [
    ...text.matchAll(CREDENTIALS),
  ]);
  return new Set(
    asks
      .filter(([, of, kind]) => kind === ask && (!of || !end || of === end))
      .map(([, , , role]) => role),
  );
}

function askedDatabases(rendered: RenderedFiles): Set<string> {
  return new Set([
    ...textsOfFiles(rendered).flatMap(text => namesIn(text, CONNECTION)),
    ...pagesOf(rendered).flatMap(text => namesIn(text, DATABASE_ON_PAGE)),
  ]);
}

function toleratedTaints(rendered: RenderedFiles): Set<string> {
  const keys = valuesOfFiles(rendered).flatMap(value =>
    isRecord(value) && Array.isArray(value.tolerations)
      ? value.tolerations.flatMap((toleration: unknown) =>
          isRecord(toleration) && typeof toleration.key === 'string'
            ? [toleration.key]
            : [],
        )
      : [],
  );
  return new Set([
    ...keys,
    ...pagesOf(rendered).flatMap(text => namesIn(text, TAINT_ON_PAGE)),
  ]);
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name);
}

function pagesOf({ files }: RenderedFiles): string[] {
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .map(({ content }) => content.toString('utf8'));
}

/** The texts in YAML, those of templates and scripts in it included; comments ask for nothing. */
function textsOfFiles(rendered: RenderedFiles): string[] {
  return valuesOfFiles(rendered).filter(value => typeof value === 'string');
}

/** Every value of every YAML document, at any depth. */
function valuesOfFiles(rendered: RenderedFiles): unknown[] {
  const values = new Set<unknown>(
    readDocuments(rendered).documents.map(({ value }) => value),
  );
  // What is added is met on the way, once.
  for (const value of values) {
    if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(each => values.add(each));
    }
  }
  return [...values];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { posix } from 'node:path';
import { type Document, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { RenderedFiles } from '../types';
import { lineAt, locateIn } from './lines';

/** A chart that is installed, and with what. */
export type HelmRelease = {
  /** Where it is said: the file with the line. */
  where: string;
  /** As helm is given it, with its repository: `hashicorp/vault`. */
  chart: string;
  version?: string;
  /** The files of its values, as paths of the rendering. */
  files: string[];
  /** What `--set` sets, key by key. */
  set: string[][];
};

/** Between two words of a command, which may go on in the next line, of a comment as well. */
const BETWEEN = /(?:[ \t]|\\\r?\n(?:[ \t]*#)?)+/;

const COMMAND = new RegExp(
  `\\bhelm (?:upgrade --install|upgrade|install)((?:${BETWEEN.source}[^\\s|;&\\\\\`]+)+)`,
  'g',
);

const helmfileSchema = z.looseObject({
  // Parts of a helmfile may have none.
  releases: z.array(z.unknown()).catch([]),
});

const releaseSchema = z.looseObject({
  chart: z.string(),
  version: z.string().optional(),
  // Nothing in their place is none of them.
  values: z.array(z.unknown()).catch([]),
});

/** What helm and helmfile are told to install: in pages, scripts, comments and helmfiles. */
export function readHelmReleases(rendered: RenderedFiles): HelmRelease[] {
  const paths = new Set(rendered.files.map(({ path }) => path));
  return rendered.files
    .filter(({ path }) => /\.(md|sh|ya?ml)$/.test(path))
    .flatMap(({ path, content }) => {
      const text = content.toString('utf8');
      const releases = /(^|\/)helmfile\.ya?ml$/.test(path)
        ? readHelmfile(path, text)
        : readCommands(path, text);
      return releases.map(release => ({
        ...release,
        // Beside the page, or from the top of the repository.
        files: release.files.filter(isPath).map(file => {
          const beside = posix.join(posix.dirname(path), file);
          return paths.has(beside) ? beside : posix.normalize(file);
        }),
      }));
    });
}

/** An address, a variable of the shell or what comes through a pipe is no file here. */
function isPath(file: string): boolean {
  return !/^(-$|https?:)|[$<]/.test(file);
}

function readCommands(path: string, text: string): HelmRelease[] {
  return [...text.matchAll(COMMAND)].flatMap(({ index, 1: rest = '' }) => {
    const [, ...words] = rest.split(BETWEEN);
    const chart = words[1];
    return chart?.includes('/')
      ? [
          {
            where: `${path}:${lineAt(text, index)}`,
            chart,
            version: valuesOf(words, '--version')[0],
            files: [...valuesOf(words, '--values'), ...valuesOf(words, '-f')],
            set: valuesOf(words, '--set').flatMap(readSet),
          },
        ]
      : [];
  });
}

function readHelmfile(path: string, text: string): HelmRelease[] {
  // To helmfile a version is a text, with or without quotes.
  const parsed: Document[] = parseAllDocuments(text, { schema: 'failsafe' });
  return parsed.flatMap((document, index) => {
    const helmfile =
      document.errors.length === 0
        ? helmfileSchema.safeParse(document.toJS()).data
        : undefined;
    const at = locateIn(path, text, index);
    return (helmfile?.releases ?? []).flatMap((release, position) => {
      const { data } = releaseSchema.safeParse(release);
      return data
        ? [
            {
              where: at(['releases', position]),
              chart: data.chart,
              version: data.version,
              files: data.values.filter(value => typeof value === 'string'),
              set: [],
            },
          ]
        : [];
    });
  });
}

/** `a.b=1,c[0]=2` sets two. */
function readSet(text: string): string[][] {
  return text
    .replace(/^(["'])(.*)\1$/, '$2')
    .split(',')
    .map(one => one.split(/=|\[/)[0].split('.'));
}

/** What follows each option of this name, with a space or an equals sign between. */
function valuesOf(words: readonly string[], option: string): string[] {
  return words.flatMap((word, index) => {
    if (word === option) {
      return words[index + 1] ?? [];
    }
    return word.startsWith(`${option}=`) ? word.slice(option.length + 1) : [];
  });
}

import { RenderedFiles } from '../types';
import { Made } from './kubernetesMakers';

/*
 * What no file of a repository may hold is made by people on the first day, or
 * by a script. Who needs such a Secret says how it comes to be:
 *
 * - the command `kubectl create secret generic <name>`, in a page or a script,
 * - a table in a page, whose first column is called Secret, or
 * - "The secret `<name>` holds `<key>`; Vault fills it.", of which `isFilled`
 *   tells: another template's rendering brings it.
 */

/** Something that is made by hand, or filled by Vault with objects that are not part of the rendering. */
export type MadeOutside = Made & { isFilled: boolean };

const COMMAND =
  /^.*\bcreate (secret (?:docker-registry|generic|tls)|configmap) "?([\w.-]+).*$/gm;
const NAMESPACE = /(?:--namespace|-n)[ =]"?([^\s"]+)/;
const KEY = /--from-(?:literal|file)[ =]"?([\w.-]+)=/g;
const FILLED = /\bsecret `([\w.-]+)` holds ([^;]*); Vault fills it/gi;
const ROW = /^\s*\|\s*`([\w.-]+)`\s*\|(.*)$/;
const HEADER = /^\s*\|\s*(Secret|ConfigMap)\s*\|/;
const CODE = /`([\w.-]+)`/g;

/** What pages and scripts say that people make, or Vault. */
export function madeOutside({ files }: RenderedFiles): MadeOutside[] {
  return files.flatMap(({ path, content }) => {
    if (!/\.(md|sh|ya?ml)$/.test(path)) {
      return [];
    }
    const text = content.toString('utf8');
    return path.endsWith('.md')
      ? [...byCommands(text), ...byTables(text), ...byVault(text)]
      : byCommands(text);
  });
}

function byCommands(text: string): MadeOutside[] {
  // One command may go over many lines.
  const commands = text.replace(/\\\n\s*/g, ' ');
  return [...commands.matchAll(COMMAND)].map(([command, what, name]) => {
    const namespace = NAMESPACE.exec(command)?.[1];
    const keys = [...command.matchAll(KEY)].map(([, key]) => key);
    const hasMore = keys.length === 0 || command.includes('[@]');
    return {
      kind: what === 'configmap' ? 'ConfigMap' : 'Secret',
      name,
      namespace: namespace?.startsWith('$') ? undefined : namespace,
      keys: hasMore ? undefined : keys,
      isFilled: false,
    };
  });
}

function byTables(text: string): MadeOutside[] {
  const made: MadeOutside[] = [];
  let kind: string | undefined;
  for (const line of text.split('\n')) {
    const isTable = line.trimStart().startsWith('|');
    kind = isTable ? HEADER.exec(line)?.[1] ?? kind : undefined;
    const row = ROW.exec(line);
    if (kind && row) {
      made.push({ kind, name: row[1], keys: codes(row[2]), isFilled: false });
    }
  }
  return made;
}

function byVault(text: string): MadeOutside[] {
  return [...text.matchAll(FILLED)].map(([, name, keys]) => ({
    kind: 'Secret',
    name,
    keys: codes(keys),
    isFilled: true,
  }));
}

/** The keys that are named; any, where none is. */
function codes(text: string): string[] | undefined {
  const found = [...text.matchAll(CODE)].map(([, code]) => code);
  return found.length > 0 ? found : undefined;
}

import { InputError } from '@backstage/errors';

/** One entry of `nav` in `mkdocs.yml`. */
export type NavigationEntry =
  | { kind: 'file'; title: string | undefined; path: string; at: string }
  | { kind: 'link'; title: string; url: string }
  | { kind: 'section'; title: string; entries: NavigationEntry[] };

const linkSchemes = /^(?:https?|mailto):/i;
const anyScheme = /^[a-z][a-z0-9+.-]*:/i;

function parseTarget(
  title: string | undefined,
  target: string,
  at: string,
): NavigationEntry {
  if (linkSchemes.test(target) || target.startsWith('/')) {
    return { kind: 'link', title: title ?? target, url: target };
  }
  if (anyScheme.test(target)) {
    throw new InputError(
      `${at} links to "${target}": only http, https and mailto links are allowed`,
    );
  }
  return { kind: 'file', title, path: target.replace(/^\.\//, ''), at };
}

function parseEntry(entry: unknown, at: string): NavigationEntry {
  if (typeof entry === 'string') {
    return parseTarget(undefined, entry, at);
  }
  const pairs = entry && typeof entry === 'object' ? Object.entries(entry) : [];
  if (pairs.length !== 1 || Array.isArray(entry)) {
    throw new InputError(
      `${at} must be a file, or one title with a file, a link or a list under it`,
    );
  }
  const [[title, value]] = pairs;
  if (typeof value === 'string') {
    return parseTarget(title, value, `${at} ("${title}")`);
  }
  if (!Array.isArray(value)) {
    throw new InputError(
      `${at} ("${title}") must have a file, a link or a list under it`,
    );
  }
  const entries = parseList(value, `${at} ("${title}")`);
  return { kind: 'section', title, entries };
}

function parseList(list: unknown[], at: string): NavigationEntry[] {
  return list.map((entry, index) => parseEntry(entry, `${at}[${index}]`));
}

/**
 * Reads the value of `nav`.
 *
 * @returns `undefined` when the navigation is to be made from the files
 * @throws InputError that says which entry is wrong, and how
 */
export function parseNavigation(
  file: string,
  value: unknown,
): NavigationEntry[] | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Array.isArray(value)) {
    throw new InputError(`${file}: nav must be a list`);
  }
  return value.length > 0 ? parseList(value, `${file}: nav`) : undefined;
}

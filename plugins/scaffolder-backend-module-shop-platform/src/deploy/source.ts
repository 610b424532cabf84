import { InputError } from '@backstage/errors';

/** A folder of a repository at a branch. */
export type Source = {
  /** `https://github.com`. */
  origin: string;
  host: string;
  owner: string;
  repo: string;
  /** The default branch when left out. */
  ref: string | undefined;
  /** The folder, empty for the root. */
  path: string;
};

/** Reads `https://github.com/shop/loyalty/tree/main/services/points`. */
export function parseSource(url: string): Source {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const [owner, repo, kind, ref, ...path] = (parsed?.pathname ?? '')
    .split('/')
    .filter(segment => segment !== '')
    .map(decodeURIComponent);
  const isFolder = kind === undefined || /^(tree|blob)$/.test(kind);
  if (!parsed || !owner || !repo || !isFolder) {
    throw new InputError(`${url} is no folder of a repository on GitHub`);
  }
  return {
    origin: parsed.origin,
    host: parsed.host,
    owner,
    repo: repo.replace(/\.git$/, ''),
    ref,
    path: path.join('/'),
  };
}

/** The address of a folder of the source at a commit. */
export function treeUrl(
  { origin, owner, repo, path }: Source,
  commit: string,
  folder: string,
): string {
  const segments = [
    owner,
    repo,
    'tree',
    commit,
    ...`${path}/${folder}`.split('/'),
  ];
  return `${origin}/${segments
    .filter(segment => segment !== '' && segment !== '.')
    .map(encodeURIComponent)
    .join('/')}`;
}

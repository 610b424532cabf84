import { getEntitySourceLocation, type Entity } from '@backstage/catalog-model';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where an entity comes from. */
export type EntityLocation =
  | {
      type: 'url';
      /** The address of the root of the repository at a branch. */
      root: string;
      /** The folder below the root, empty for the root itself. */
      folder: string;
    }
  | { type: 'file'; folder: string };

/** Reads where an entity comes from; nothing where that is no repository and no folder. */
export function readLocation(entity: Entity): EntityLocation | undefined {
  let location;
  try {
    location = getEntitySourceLocation(entity);
  } catch {
    return undefined;
  }
  const { type, target } = location;
  if (type === 'url') {
    return readAddress(target);
  }
  if (type === 'file') {
    const path = target.startsWith('file:') ? fileURLToPath(target) : target;
    return posix.isAbsolute(path)
      ? { type: 'file', folder: toFolder(path) }
      : undefined;
  }
  return undefined;
}

/** Reads `https://github.com/shop/platform/tree/main/services/core/`. */
function readAddress(target: string): EntityLocation | undefined {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  const [owner, repo, kind, ref, ...path] = (url?.pathname ?? '')
    .split('/')
    .filter(part => part !== '');
  if (!url || !owner || !repo) {
    return undefined;
  }
  const root = `${url.origin}/${owner}/${repo.replace(/\.git$/, '')}`;
  if (kind === undefined) {
    return { type: 'url', root, folder: '' };
  }
  if ((kind !== 'tree' && kind !== 'blob') || !ref) {
    return undefined;
  }
  const folder = path.map(decodeURIComponent).join('/');
  return {
    type: 'url',
    root: `${root}/tree/${ref}`,
    folder: toFolder(folder),
  };
}

function toFolder(path: string): string {
  const folder = /\.ya?ml$/.test(path) ? posix.dirname(path) : path;
  return folder === '.' || folder === ''
    ? ''
    : folder.replace(/\/+$/, '') || '/';
}

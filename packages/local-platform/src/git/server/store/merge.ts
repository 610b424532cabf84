import { TreeEntry } from './gitObjects';
import { ObjectStore } from './ObjectStore';
import { editTree, TreeChange, walkTree } from './trees';

/**
 * The tree that has the changes of both sides since their base; undefined where
 * both changed the same file, which people have to resolve.
 */
export async function mergeTrees(
  objects: ObjectStore,
  base: string,
  ours: string,
  theirs: string,
): Promise<string | undefined> {
  const [before, mine, other] = await Promise.all(
    [base, ours, theirs].map(tree => listFiles(objects, tree)),
  );
  const changes: TreeChange[] = [];
  for (const path of new Set([...before.keys(), ...other.keys()])) {
    const was = before.get(path);
    const mineNow = mine.get(path);
    const otherNow = other.get(path);
    if (isSame(was, otherNow) || isSame(mineNow, otherNow)) {
      continue;
    }
    if (!isSame(was, mineNow) || standsInTheWay(path, mine)) {
      return undefined;
    }
    const { mode, type } = otherNow ?? was ?? { mode: '', type: 'blob' };
    changes.push({ path, mode, type, oid: otherNow?.oid });
  }
  return await editTree(objects, ours, changes);
}

/** All files of a tree, by their paths. */
export async function listFiles(
  objects: ObjectStore,
  tree: string,
): Promise<Map<string, TreeEntry>> {
  const files = new Map<string, TreeEntry>();
  for await (const entry of walkTree(objects, tree)) {
    if (entry.type !== 'tree') {
      files.set(entry.path, entry);
    }
  }
  return files;
}

export function isSame(one?: TreeEntry, other?: TreeEntry): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

/** A file of ours where theirs has a folder, or the other way about. */
function standsInTheWay(path: string, files: Map<string, TreeEntry>): boolean {
  const parents = path
    .split('/')
    .map((_, index, parts) => parts.slice(0, index).join('/'));
  return (
    parents.some(parent => files.has(parent)) ||
    [...files.keys()].some(file => file.startsWith(`${path}/`))
  );
}

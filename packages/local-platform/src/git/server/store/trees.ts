import { TreeEntry } from './gitObjects';
import { ObjectStore } from './ObjectStore';

/** What lies at a path of a tree: the tree itself where the path is empty. */
export async function findEntry(
  objects: ObjectStore,
  tree: string,
  path: string,
): Promise<TreeEntry | undefined> {
  let found: TreeEntry = { mode: '040000', path: '', oid: tree, type: 'tree' };
  for (const name of path.split('/').filter(Boolean)) {
    const entries =
      found.type === 'tree' ? await objects.readTree(found.oid) : undefined;
    const next = entries?.find(entry => entry.path === name);
    if (!next) {
      return undefined;
    }
    found = { ...next, path: found.path ? `${found.path}/${name}` : name };
  }
  return found;
}

/** Everything below a tree, folders before what they hold, with full paths. */
export async function* walkTree(
  objects: ObjectStore,
  tree: string,
  prefix = '',
): AsyncGenerator<TreeEntry> {
  for (const entry of (await objects.readTree(tree)) ?? []) {
    const path = `${prefix}${entry.path}`;
    yield { ...entry, path };
    if (entry.type === 'tree') {
      yield* walkTree(objects, entry.oid, `${path}/`);
    }
  }
}

/** A change of one path; without an object the path is removed. */
export type TreeChange = {
  path: string;
  mode: string;
  oid: string | undefined;
  type: TreeEntry['type'];
};

/** Writes a tree with changes; answers its id. An emptied folder goes. */
export async function editTree(
  objects: ObjectStore,
  base: string | undefined,
  changes: TreeChange[],
): Promise<string> {
  const tree = await editFolder(objects, base, changes);
  return tree ?? (await objects.writeTree([]));
}

async function editFolder(
  objects: ObjectStore,
  base: string | undefined,
  changes: TreeChange[],
): Promise<string | undefined> {
  const entries = new Map(
    ((base && (await objects.readTree(base))) || []).map(entry => [
      entry.path,
      entry,
    ]),
  );
  const deeper = new Map<string, TreeChange[]>();
  for (const change of changes) {
    const [name, ...rest] = change.path.split('/');
    if (rest.length > 0) {
      const below = { ...change, path: rest.join('/') };
      deeper.set(name, [...(deeper.get(name) ?? []), below]);
    } else if (change.oid === undefined) {
      entries.delete(name);
    } else {
      const { mode, oid, type } = change;
      entries.set(name, { mode, oid, type, path: name });
    }
  }
  for (const [name, below] of deeper) {
    const folder = entries.get(name);
    const oid = await editFolder(
      objects,
      folder?.type === 'tree' ? folder.oid : undefined,
      below,
    );
    if (oid) {
      entries.set(name, { mode: '040000', path: name, oid, type: 'tree' });
    } else if (folder?.type === 'tree') {
      entries.delete(name);
    }
  }
  return entries.size > 0
    ? await objects.writeTree([...entries.values()])
    : undefined;
}

import { TreeEntry } from './gitObjects';
import { isSame, listFiles } from './merge';
import { ObjectStore } from './ObjectStore';

/** A file that is otherwise in one tree than in the other. */
export type ChangedFile = {
  path: string;
  /** Nothing where the file was added. */
  before: TreeEntry | undefined;
  /** Nothing where it was removed. */
  after: TreeEntry | undefined;
};

/** The files that differ between two trees, by their paths. */
export async function compareTrees(
  objects: ObjectStore,
  before: string,
  after: string,
): Promise<ChangedFile[]> {
  const [old, now] = await Promise.all(
    [before, after].map(tree => listFiles(objects, tree)),
  );
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map(path => ({ path, before: old.get(path), after: now.get(path) }))
    .filter(file => !isSame(file.before, file.after));
}

import { findMergeBase } from './history';
import { mergeTrees } from './merge';
import { ObjectStore } from './ObjectStore';

/**
 * The tree that two branches make together; undefined where they have nothing in
 * common, or both changed the same file.
 */
export async function mergeCommits(
  objects: ObjectStore,
  base: string,
  head: string,
): Promise<string | undefined> {
  const ancestor = await findMergeBase(objects, base, head);
  const commits = await Promise.all(
    [ancestor, base, head].map(oid => oid && objects.readCommit(oid)),
  );
  const [before, ours, theirs] = commits.map(commit => commit && commit.tree);
  return before && ours && theirs
    ? await mergeTrees(objects, before, ours, theirs)
    : undefined;
}

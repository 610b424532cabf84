import { Commit } from './gitObjects';
import { ObjectStore } from './ObjectStore';

/** The commits that lead to one, newest first, as `git log` lists them. */
export async function* walkHistory(
  objects: ObjectStore,
  start: string,
): AsyncGenerator<Commit> {
  const seen = new Set<string>([start]);
  const first = await objects.readCommit(start);
  const waiting = first ? [first] : [];
  while (waiting.length > 0) {
    waiting.sort(
      (left, right) => right.committer.timestamp - left.committer.timestamp,
    );
    const commit = waiting.shift();
    if (!commit) {
      return;
    }
    yield commit;
    for (const parent of commit.parents.filter(oid => !seen.has(oid))) {
      seen.add(parent);
      const next = await objects.readCommit(parent);
      if (next) {
        waiting.push(next);
      }
    }
  }
}

/** Everything that leads to these commits, themselves included. */
export async function collectAncestors(
  objects: ObjectStore,
  starts: Iterable<string>,
  isRoot: (oid: string) => boolean = () => false,
): Promise<Set<string>> {
  const seen = new Set<string>();
  const waiting = [...starts];
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    if (seen.has(oid)) {
      continue;
    }
    const commit = await objects.readCommit(oid);
    if (commit) {
      seen.add(oid);
      waiting.push(...(isRoot(oid) ? [] : commit.parents));
    }
  }
  return seen;
}

/** Whether moving a branch from one commit to the other loses nothing. */
export async function isAncestor(
  objects: ObjectStore,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  for await (const commit of walkHistory(objects, descendant)) {
    if (commit.oid === ancestor) {
      return true;
    }
  }
  return false;
}

/** A newest commit that leads to both. */
export async function findMergeBase(
  objects: ObjectStore,
  one: string,
  other: string,
): Promise<string | undefined> {
  const ancestors = await collectAncestors(objects, [one]);
  for await (const commit of walkHistory(objects, other)) {
    if (ancestors.has(commit.oid)) {
      return commit.oid;
    }
  }
  return undefined;
}

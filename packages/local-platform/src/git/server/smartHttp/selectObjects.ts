import { collectAncestors } from '../store/history';
import { ObjectStore } from '../store/ObjectStore';

export type Selection = {
  wants: string[];
  /** Commits that the client has, with all that leads to them. */
  haves: string[];
  /** Commits that the client has without their parents. */
  shallow: ReadonlySet<string>;
  /** How many commits deep the client wants the history. */
  depth?: number;
};

export type Depth = {
  commits: Set<string>;
  /** Commits whose parents are left out. */
  boundary: Set<string>;
};

/** The commits down to a depth, and those where it ends. */
export async function cutHistory(
  objects: ObjectStore,
  wants: string[],
  depth: number,
): Promise<Depth> {
  const commits = new Set<string>();
  const boundary = new Set<string>();
  let level = wants;
  for (let left = depth; left > 0 && level.length > 0; left--) {
    const next: string[] = [];
    for (const oid of level) {
      const commit = await objects.readCommit(oid);
      if (!commit || commits.has(commit.oid)) {
        continue;
      }
      commits.add(commit.oid);
      if (left > 1) {
        next.push(...commit.parents);
      } else if (commit.parents.length > 0) {
        boundary.add(commit.oid);
      }
    }
    level = next;
  }
  return { commits, boundary };
}

/** Everything that the client needs and does not have. */
export async function selectObjects(
  objects: ObjectStore,
  { wants, haves, shallow }: Selection,
  cut: Depth | undefined,
): Promise<Set<string>> {
  const isCut = (oid: string) => shallow.has(oid);
  const owned = await collectAncestors(objects, haves, isCut);
  const wanted =
    cut?.commits ?? (await collectAncestors(objects, wants, isCut));
  const known = new Set<string>();
  for (const oid of haves) {
    await addTree(objects, oid, known);
  }
  const selected = new Set<string>();
  for (const oid of wants) {
    await addTags(objects, oid, selected);
  }
  for (const oid of wanted) {
    if (!owned.has(oid)) {
      selected.add(oid);
      await addTree(objects, oid, selected, known);
    }
  }
  return selected;
}

async function addTags(
  objects: ObjectStore,
  oid: string,
  selected: Set<string>,
): Promise<void> {
  const object = await objects.read(oid);
  if (object?.type === 'tag') {
    selected.add(oid);
    const target = object.content.toString('latin1', 7, 47);
    await addTags(objects, target, selected);
  }
}

/** Adds the tree of a commit and what is below; a folder seen before is not read again. */
async function addTree(
  objects: ObjectStore,
  commit: string,
  into: Set<string>,
  known: ReadonlySet<string> = new Set(),
): Promise<void> {
  const tree = (await objects.readCommit(commit))?.tree;
  const waiting = tree ? [{ oid: tree, type: 'tree' }] : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (into.has(next.oid) || known.has(next.oid) || next.type === 'commit') {
      continue;
    }
    into.add(next.oid);
    if (next.type === 'tree') {
      waiting.push(...((await objects.readTree(next.oid)) ?? []));
    }
  }
}

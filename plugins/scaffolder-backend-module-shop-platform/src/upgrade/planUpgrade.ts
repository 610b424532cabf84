import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { type TemplateManifest } from '../actions/manifest';
import { mergeThreeWays, mergeTwoWays, type Sides } from './mergeText';
import { type FileChange, type GitFile } from './types';

/** Longer files are not merged line by line: comparing them takes too long. */
const MAX_LINES = 20_000;

/** What is known of the three sides of an upgrade. */
export type UpgradeSides = {
  /** What the template answered for before. */
  before: TemplateManifest;
  /** What it answers for now. */
  after: TemplateManifest;
  /** Everything that the new version renders, by its path. */
  rendered: ReadonlyMap<string, GitFile>;
  /** The file as the team has it now. */
  current(path: string): Promise<GitFile | undefined>;
  /** Whether no file can be there, because there is a folder or a file is above it. */
  isTaken(path: string): Promise<boolean>;
  /** What the template once wrote, found by its hash. */
  base(path: string, hash: string): Promise<Buffer | undefined>;
};

/**
 * Decides what becomes of each file that the template answers for, before or
 * now. What the team changed, added or deleted is never lost: where the template
 * wants something else, both are shown.
 */
export async function planUpgrade(sides: UpgradeSides): Promise<FileChange[]> {
  const { before, after } = sides;
  const paths = new Set([
    ...Object.keys(before.files),
    ...Object.keys(after.files),
  ]);
  const changes: FileChange[] = [];
  for (const path of [...paths].sort()) {
    changes.push(await planFile(path, sides));
  }
  return changes;
}

async function planFile(
  path: string,
  { before, after, rendered, current, isTaken, base }: UpgradeSides,
): Promise<FileChange> {
  const hash = before.files[path];
  const theirs =
    after.files[path] === undefined ? undefined : rendered.get(path);
  const ours = await current(path);
  const changedByTeam = ours !== undefined && hashOf(ours.content) !== hash;

  if (!theirs) {
    // What the template now leaves to the team is rendered and not deleted.
    if (!ours || rendered.has(path)) {
      return { path, kind: 'kept' };
    }
    return changedByTeam
      ? { path, kind: 'kept', conflict: 'removed-by-template' }
      : { path, kind: 'deleted' };
  }

  const changedByTemplate = hashOf(theirs.content) !== hash;
  if (!ours) {
    if (hash === undefined) {
      return (await isTaken(path))
        ? { path, kind: 'kept', conflict: 'path-taken' }
        : { path, kind: 'added', file: theirs };
    }
    return changedByTemplate
      ? { path, kind: 'kept', conflict: 'removed-by-team' }
      : { path, kind: 'kept' };
  }
  if (!changedByTemplate || ours.content.equals(theirs.content)) {
    return { path, kind: 'kept' };
  }
  if (!changedByTeam) {
    return {
      path,
      kind: 'updated',
      file: { ...theirs, executable: ours.executable || theirs.executable },
    };
  }
  if (!isMergeable(ours) || !isMergeable(theirs)) {
    return { path, kind: 'kept', conflict: 'not-text' };
  }
  return mergeFile(path, {
    ours,
    theirs,
    base: hash === undefined ? undefined : await base(path, hash),
    isAdded: hash === undefined,
    names: {
      team: 'yours',
      base: `${before.template} ${before.version}`,
      template: `${after.template} ${after.version}`,
    },
  });
}

function mergeFile(
  path: string,
  options: {
    ours: GitFile;
    theirs: GitFile;
    base: Buffer | undefined;
    isAdded: boolean;
    names: Sides;
  },
): FileChange {
  const { ours, theirs, base, isAdded, names } = options;
  const texts = {
    team: ours.content.toString('utf8'),
    template: theirs.content.toString('utf8'),
  };
  const { text, conflicts } =
    base && isUtf8(base)
      ? mergeThreeWays({ ...texts, base: base.toString('utf8') }, names)
      : mergeTwoWays(texts, names);
  const content = Buffer.from(text);
  if (content.equals(ours.content)) {
    return { path, kind: 'kept' };
  }
  const change = { path, kind: 'merged' as const, file: { ...ours, content } };
  if (conflicts === 0) {
    return change;
  }
  if (isAdded) {
    return { ...change, conflict: 'both-added' };
  }
  return { ...change, conflict: base ? 'both-changed' : 'base-unknown' };
}

/** The hash that a manifest has for a content. */
export function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function isMergeable({ content, symlink }: GitFile): boolean {
  return (
    !symlink &&
    isUtf8(content) &&
    !content.includes(0) &&
    countLines(content) <= MAX_LINES
  );
}

function countLines(content: Buffer): number {
  let lines = 1;
  for (
    let at = content.indexOf(10);
    at !== -1 && lines <= MAX_LINES;
    at = content.indexOf(10, at + 1)
  ) {
    lines += 1;
  }
  return lines;
}

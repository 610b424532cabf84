import { InputError } from '@backstage/errors';
import {
  type FolderChecks,
  type FolderFinding,
  readMissingLink,
} from '@shop-platform/template-checks';
import { join, posix } from 'node:path';
import { isManifestPath } from '../actions/manifest';
import { count, placeOf, toLines, WAITING } from '../findings';
import { type ClonedRepository } from './ClonedRepository';
import { type Merged } from './mergeRendering';
import { type OwnChecks } from './ownChecks';
import { type GitFile } from './types';
import { writeFiles } from './writeFiles';

/** Larger files are nothing that the checks would read. */
const MAX_BYTES = 1024 * 1024;

const STRICT: OwnChecks = { areStrict: true, copied: [], ignored: [] };

export type CheckContext = {
  checks: Pick<FolderChecks, 'check'>;
  /** Makes an empty folder that is gone after the step. */
  createFolder(): Promise<string>;
  signal: AbortSignal | undefined;
  log(message: string): void;
  warn(message: string): void;
};

type Sides = {
  repository: Pick<ClonedRepository, 'has' | 'list' | 'read'>;
  /** The folder of the project, empty for the root of the repository. */
  root: string;
  /** What the template renders by itself, by its path in the project. */
  rendered: ReadonlyMap<string, GitFile>;
  merged: Pick<Merged, 'changes' | 'files' | 'deleted'>;
};

/**
 * Checks the template's files as the repository has them once the pull request is
 * merged. What is wrong in what the template renders by itself fails; what is wrong
 * only beside the team's changes is theirs to decide, and is told.
 */
export async function checkMerged(
  sides: Sides & {
    /** Whether `platform:validate` has looked at what is rendered, as it is. */
    isChecked: boolean;
    /** How to check; what the template has wrong fails by default. */
    checks?: OwnChecks;
  },
  context: CheckContext,
): Promise<FolderFinding[]> {
  const { rendered, isChecked, checks = STRICT } = sides;
  const after = await readAfter(sides);
  if (isChecked && isSame(after, rendered)) {
    return [];
  }
  const folder = await context.createFolder();
  // What others have there is to be referred to, and not what is judged.
  const beside = await readBeside(sides);
  const all = await check(
    new Map([...beside, ...after]),
    join(folder, 'merged'),
    { ...context, globs: checks },
  );
  const found = await withoutLinked(
    all.findings.filter(({ file }) => !beside.has(file)),
    sides,
  );
  if (found.length === 0) {
    context.log(
      `${count(after.size, 'file')} checked as merged, nothing found`,
    );
    return [];
  }
  const alone = await check(rendered, join(folder, 'rendered'), {
    ...context,
    globs: checks,
  });
  const byItself = new Set(alone.findings.map(toKey));
  const ofTemplate = found.filter(finding => byItself.has(toKey(finding)));
  const ofTeam = found.filter(finding => !byItself.has(toKey(finding)));
  tell(ofTemplate, () => 'so the template renders it', sides.root, context);
  tell(
    ofTeam,
    ({ file }) =>
      isUnchanged(file, after, rendered)
        ? 'by what your team changed elsewhere'
        : 'your team changed this file',
    sides.root,
    context,
  );
  if (checks.areStrict && ofTemplate.length > 0) {
    throw new InputError(
      `${count(
        ofTemplate.length,
        'finding',
      )} in what the template renders: the lines above say what, and nothing was proposed. It is the template that has to be mended, or the answers it was given`,
    );
  }
  return ofTeam.map(finding => inRepository(finding, sides.root));
}

function tell(
  findings: readonly FolderFinding[],
  whose: (finding: FolderFinding) => string,
  root: string,
  { warn }: CheckContext,
): void {
  toLines(findings, finding => {
    const place = placeOf(inRepository(finding, root));
    return `${place}: ${finding.message} (${whose(finding)})`;
  }).forEach(line => warn(line));
}

function inRepository(finding: FolderFinding, root: string): FolderFinding {
  return { ...finding, file: posix.join(root, finding.file) };
}

/** The template's files after the merge. */
async function readAfter({
  repository,
  root,
  rendered,
  merged,
}: Sides): Promise<Map<string, GitFile>> {
  // Nobody can check what is between markers: the template's side stands for it.
  const undecided = new Set(
    merged.changes
      .filter(change => 'file' in change && change.conflict)
      .map(({ path }) => path),
  );
  const after = new Map<string, GitFile>();
  for (const [path, file] of rendered) {
    const place = posix.join(root, path);
    const result = undecided.has(path)
      ? file
      : merged.files.get(place) ?? (await repository.read(place));
    if (result) {
      after.set(path, result);
    }
  }
  return after;
}

/** What the team has in the same folders: files may name it. */
async function readBeside({
  repository,
  root,
  rendered,
  merged,
}: Sides): Promise<Map<string, GitFile>> {
  const paths = [...rendered.keys()];
  const folders = new Set(paths.map(path => posix.dirname(path)));
  const found = await Promise.all(
    [...folders].map(folder =>
      repository
        .list(posix.join(root, folder))
        .then(names => names.map(name => posix.join(folder, name))),
    ),
  );
  const beside = new Map<string, GitFile>();
  for (const path of found.flat()) {
    const place = posix.join(root, path);
    const isTheirs =
      !merged.deleted.includes(place) &&
      !paths.some(other => other === path || other.startsWith(`${path}/`));
    const file = isTheirs ? await repository.read(place) : undefined;
    if (file && file.content.length <= MAX_BYTES) {
      beside.set(path, file);
    }
  }
  return beside;
}

/** Findings without links to what the repository has elsewhere. */
async function withoutLinked(
  findings: readonly FolderFinding[],
  sides: Sides,
): Promise<FolderFinding[]> {
  const kept: FolderFinding[] = [];
  for (const finding of findings) {
    const target = readMissingLink(finding);
    if (target === undefined || !(await staysThere(target, sides))) {
      kept.push(finding);
    }
  }
  return kept;
}

/** Whether the repository has a file or a folder that the merge does not take away. */
async function staysThere(
  target: string,
  { repository, root, merged }: Sides,
): Promise<boolean> {
  const place = posix.join(root, target).replace(/\/$/, '');
  const isLeft = (path: string) => !merged.deleted.includes(path);
  if (!isLeft(place) || !(await repository.has(place))) {
    return false;
  }
  if (!merged.deleted.some(path => path.startsWith(`${place}/`))) {
    return true;
  }
  const names = await repository.list(place);
  return names.some(name => isLeft(posix.join(place, name)));
}

async function check(
  files: ReadonlyMap<string, GitFile>,
  folder: string,
  context: CheckContext & { globs: OwnChecks },
) {
  const { checks, globs, signal, log } = context;
  // The checks follow no links.
  await writeFiles(
    folder,
    new Map([...files].filter(([, { symlink }]) => !symlink)),
  );
  return await checks.check({
    folder,
    copied: globs.copied,
    ignored: globs.ignored,
    signal,
    onWait: () => log(WAITING),
  });
}

function toKey({ file, message }: FolderFinding): string {
  return `${file}: ${message}`;
}

function isSame(
  after: ReadonlyMap<string, GitFile>,
  rendered: ReadonlyMap<string, GitFile>,
): boolean {
  return [...rendered.keys()].every(
    path => isManifestPath(path) || isUnchanged(path, after, rendered),
  );
}

function isUnchanged(
  path: string,
  after: ReadonlyMap<string, GitFile>,
  rendered: ReadonlyMap<string, GitFile>,
): boolean {
  const content = rendered.get(path)?.content;
  return (
    content !== undefined && after.get(path)?.content.equals(content) === true
  );
}

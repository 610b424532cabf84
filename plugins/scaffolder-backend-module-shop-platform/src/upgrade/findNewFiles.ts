import { ConflictError } from '@backstage/errors';
import { posix } from 'node:path';
import { isManifestPath, parseTemplateManifest } from '../actions/manifest';
import { count } from '../findings';
import { type ClonedRepository } from './ClonedRepository';
import { parseManifestPath } from './projectRoot';
import { type GitFile } from './types';

/** As many as an error names. */
const MAX_NAMED = 10;

/**
 * What a repository does not have of what templates rendered. Files that nobody's
 * manifest answers for are the team's from the first day: where the repository has
 * them, it keeps its own. Any other file that is there and differs is refused, for
 * nobody knows which of the two is meant.
 */
export async function findNewFiles(options: {
  repository: Pick<ClonedRepository, 'isTaken' | 'read'>;
  /** What it is called in the error. */
  name: string;
  rendered: ReadonlyMap<string, GitFile>;
}): Promise<{ files: Map<string, GitFile>; kept: string[] }> {
  const { repository, name, rendered } = options;
  const owned = findOwned(rendered);
  const files = new Map<string, GitFile>();
  const kept: string[] = [];
  const inTheWay: string[] = [];
  for (const [path, file] of rendered) {
    const current = await repository.read(path);
    if (current && isSame(current, file)) {
      continue;
    }
    if (current && !owned.has(path)) {
      kept.push(path);
    } else if (current || (await repository.isTaken(path))) {
      inTheWay.push(path);
    } else {
      files.set(path, file);
    }
  }
  if (inTheWay.length > 0) {
    throw refusal(name, inTheWay);
  }
  return { files, kept };
}

/** Whether Git would see no change. */
function isSame(a: GitFile, b: GitFile): boolean {
  return (
    a.executable === b.executable &&
    a.symlink === b.symlink &&
    a.content.equals(b.content)
  );
}

/** What the manifests answer for, themselves included. */
function findOwned(rendered: ReadonlyMap<string, GitFile>): Set<string> {
  const owned = new Set<string>();
  for (const [path, { content }] of rendered) {
    if (isManifestPath(path.split('/').slice(-2).join('/'))) {
      const { root } = parseManifestPath(path);
      const { files } = parseTemplateManifest(content.toString('utf8'));
      owned.add(path);
      Object.keys(files).forEach(file => owned.add(posix.join(root, file)));
    }
  }
  return owned;
}

function refusal(name: string, paths: readonly string[]): ConflictError {
  const more = paths.length - MAX_NAMED;
  const named = [
    ...paths.slice(0, MAX_NAMED),
    ...(more > 0 ? [`${more} more`] : []),
  ].join(', ');
  return new ConflictError(
    `${name} has ${count(
      paths.length,
      'file',
    )} that this would write over: ${named}. Nothing was proposed. What is there from a template is brought up to date part by part, merged with your changes: "Template versions" in the portal leads to it. What is not there yet comes by the part's own template. For all of it at once, choose a repository without these files`,
  );
}

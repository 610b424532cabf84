import { posix } from 'node:path';
import { type TemplateManifest } from '../actions/manifest';
import { collectBases, readBase } from './bases';
import { type ClonedRepository } from './ClonedRepository';
import { planUpgrade } from './planUpgrade';
import { findMissing } from './rendered';
import { type FileChange, type GitFile } from './types';

/** What is to be done in a repository. */
export type Merged = {
  changes: FileChange[];
  /** What is to be written, by its path in the repository, the manifest included. */
  files: Map<string, GitFile>;
  /** What is to be deleted, by its path in the repository. */
  deleted: string[];
  /** What the template leaves to the team and is not there, relative to the project. */
  missing: string[];
  /** How many files a person has to look at. */
  conflicts: number;
};

/**
 * Merges what a template renders with what a team made of what it rendered
 * before, and notes in the manifest what it wrote.
 */
export async function mergeRendering(options: {
  repository: ClonedRepository;
  /** The folder of the project, empty for the root of the repository. */
  root: string;
  /** The path of the manifest, relative to the project. */
  manifest: string;
  before: TemplateManifest;
  after: TemplateManifest;
  rendered: ReadonlyMap<string, GitFile>;
}): Promise<Merged> {
  const { repository, root, manifest, before, after, rendered } = options;
  const inRepository = (file: string) => posix.join(root, file);
  const current = (file: string) => repository.read(inRepository(file));
  const changes = await planUpgrade({
    before,
    after,
    rendered,
    current,
    isTaken: file => repository.isTaken(inRepository(file)),
    base: async (file, hash) =>
      (await readBase(before, file, hash)) ??
      (await repository.findByHash(inRepository(file), hash)),
  });
  const files = new Map<string, GitFile>();
  for (const change of changes) {
    if ('file' in change) {
      files.set(inRepository(change.path), change.file);
    }
  }
  const bases = await collectBases({ after, rendered, changes, current });
  const written = toText({
    ...after,
    ...(Object.keys(bases).length > 0 ? { bases } : {}),
  });
  if (!(await current(manifest))?.content.equals(written)) {
    files.set(inRepository(manifest), {
      content: written,
      executable: false,
      symlink: false,
    });
  }
  return {
    changes,
    files,
    deleted: changes
      .filter(({ kind }) => kind === 'deleted')
      .map(change => inRepository(change.path)),
    missing: await findMissing({ after, rendered, current }),
    conflicts: changes.filter(change => 'conflict' in change && change.conflict)
      .length,
  };
}

function toText(manifest: TemplateManifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
}

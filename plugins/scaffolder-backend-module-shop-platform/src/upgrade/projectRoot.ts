import { InputError, NotFoundError } from '@backstage/errors';
import { posix } from 'node:path';
import { isManifestPath } from '../actions/manifest';
import { type ClonedRepository } from './ClonedRepository';

/** Where a project is in its repository, and which manifest there is meant. */
export type ProjectRoot = {
  /** The folder of the project, empty for the root of the repository. */
  root: string;
  /** The manifest, relative to that folder. */
  manifest: string;
};

/** Reads `services/core/.template/manifest.json`. */
export function parseManifestPath(path: string): ProjectRoot {
  const manifest = path.split('/').slice(-2).join('/');
  const root = path.split('/').slice(0, -2);
  if (
    !isManifestPath(manifest) ||
    root.some(part => part === '' || part === '.' || part === '..')
  ) {
    throw new InputError(
      `${path} is no manifest of a template: such a file is in a folder .template`,
    );
  }
  return { root: root.join('/'), manifest };
}

/**
 * Finds the manifest of what is in a folder: in the nearest folder above that
 * has one.
 */
export async function findProjectRoot(
  repository: ClonedRepository,
  folder: string,
): Promise<ProjectRoot> {
  for (let root = folder || '.'; ; root = posix.dirname(root)) {
    const names = await repository.list(posix.join(root, '.template'));
    const manifests = names
      .map(name => `.template/${name}`)
      .filter(isManifestPath);
    if (manifests.length > 1) {
      throw new InputError(
        `Several templates rendered what is there. Say which one is meant: ${manifests
          .map(path => posix.join(root, path))
          .join(', ')}`,
      );
    }
    if (manifests.length === 1) {
      return { root: root === '.' ? '' : root, manifest: manifests[0] };
    }
    if (root === '.') {
      throw new NotFoundError(
        'The repository has no manifest of a template: it was not made from one, or by a version that wrote none',
      );
    }
  }
}

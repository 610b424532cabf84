import { type UrlReaderService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { mkdtemp, rm } from 'node:fs/promises';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type EntityLocation } from './location';
import { findManifests, readManifests, type FoundManifest } from './manifests';

/** How many folders above an entity's own its manifest may be. */
const MAX_LEVELS = 8;

/** What was read of a repository; nothing where it is as it was. */
export type RepositoryRead = { manifests: FoundManifest[]; etag: string };

/** Reads the manifests of repositories, and of folders on this machine. */
export class RepositoryReader {
  readonly #urlReader: UrlReaderService;

  constructor(options: { urlReader: UrlReaderService }) {
    this.#urlReader = options.urlReader;
  }

  /** Reads a repository; answers nothing where it has not changed since the etag. */
  async readUrl(
    root: string,
    etag: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<RepositoryRead | undefined> {
    let response;
    try {
      response = await this.#urlReader.readTree(root, {
        ...(etag === undefined ? {} : { etag }),
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (isError(error) && error.name === 'NotModifiedError') {
        return undefined;
      }
      throw error;
    }
    const folder = await mkdtemp(join(tmpdir(), 'renderings-'));
    try {
      const extracted = await response.dir({ targetDir: folder });
      return {
        manifests: await findManifests(extracted),
        etag: response.etag,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Reads the nearest manifests in a folder or above it, up to the root of the repository. */
  async readFolder(
    folder: string,
  ): Promise<{ root: string; manifests: FoundManifest[] } | undefined> {
    let root = folder;
    for (let level = 0; level < MAX_LEVELS; level += 1) {
      const manifests = await readManifests(root, '');
      if (manifests.length > 0) {
        return { root, manifests };
      }
      const isRepository = await stat(join(root, '.git')).then(
        () => true,
        () => false,
      );
      if (isRepository || dirname(root) === root) {
        return undefined;
      }
      root = dirname(root);
    }
    return undefined;
  }
}

/** Which manifests say what an entity was made from. */
export function manifestsOf(
  folder: Extract<EntityLocation, { type: 'url' }>['folder'],
  manifests: readonly FoundManifest[],
): FoundManifest[] {
  const above = manifests.filter(
    ({ project }) =>
      project === '' || folder === project || folder.startsWith(`${project}/`),
  );
  const depth = Math.max(...above.map(({ project }) => project.length));
  const nearest = above.filter(({ project }) => project.length === depth);
  return nearest.filter(
    ({ project, folders }) =>
      (project === folder && nearest.length === 1) || folders.includes(folder),
  );
}

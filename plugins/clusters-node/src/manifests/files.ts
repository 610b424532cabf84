import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';

/**
 * Reads a text file by its path below the root, such as `k8s/service.yaml`;
 * `undefined` when there is no such file. It is never given a path that leads out.
 *
 * @public
 */
export type ManifestFiles = (path: string) => Promise<string | undefined>;

/** The files of a folder; links that lead out of it are refused. */
export function filesOf(folder: string): ManifestFiles {
  return async path => {
    try {
      return await readFile(resolveSafeChildPath(folder, path), 'utf8');
    } catch (error) {
      if (
        isError(error) &&
        ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(`${error.code}`)
      ) {
        return undefined;
      }
      throw error;
    }
  };
}

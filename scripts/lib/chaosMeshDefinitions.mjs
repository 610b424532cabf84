// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * The folder of Chaos Mesh's own definitions, to which tests hold those of the
 * repository: the one that is named, or the one beside the repository where there
 * is one. Without it, these tests are skipped by name.
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {string} [repository] - its folder
 * @returns {string | undefined}
 */
export function chaosMeshDefinitions(
  environment = process.env,
  repository = root,
) {
  if (environment.CHAOS_MESH_CRDS) {
    return environment.CHAOS_MESH_CRDS;
  }
  const beside = join(repository, '../shared/reference/crds/chaos-mesh');
  return existsSync(beside) ? beside : undefined;
}

import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { readManifests } from '../drift/checkDrift';
import { Finding, Rendered } from '../types';

/**
 * What a manifest says a template owns is what that template wrote: a later step
 * that changes it would have the next upgrade take it for the team's work.
 */
export function checkOwned(rendered: Rendered): Finding[] {
  const hashes = new Map(
    rendered.files.map(({ path, content }) => [
      path,
      createHash('sha256').update(content).digest('hex'),
    ]),
  );
  return readManifests(rendered).flatMap(({ root, manifest }) =>
    Object.entries(manifest.files)
      .map(([path, hash]) => ({ where: posix.join(root, path), hash }))
      .filter(({ where, hash }) => hashes.get(where) !== hash)
      .map(({ where }) => ({
        where,
        message: `${manifest.template} owns it, and a step behind its manifest changes it`,
      })),
  );
}

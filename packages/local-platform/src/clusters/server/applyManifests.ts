import { createHash } from 'node:crypto';
import { toError } from '@backstage/errors';
import { Cluster } from '../../kubernetes';

/** An object as a manifest has it. */
export type Manifest = {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
};

const MANAGER = 'local-platform';
const user = { name: `system:${MANAGER}`, groups: ['system:masters'] };
/** Of what an object was last applied from. */
const SOURCE = 'local-platform.shop-platform.io/source';

/**
 * Applies what changed since it was applied last, so that what people have done
 * to an object meanwhile, a rollback for one, outlives a restart.
 *
 * @returns how many were applied
 */
export function applyManifests(
  { registry }: Cluster,
  manifests: Manifest[],
  log: (message: string) => void,
): number {
  let applied = 0;
  for (const manifest of manifests) {
    const { apiVersion, kind, metadata } = manifest;
    const [version, group = ''] = apiVersion.split('/').reverse();
    const resource = registry.resources.findKind(group, kind, version);
    const place = { namespace: metadata.namespace ?? '', name: metadata.name };
    const source = createHash('sha256')
      .update(JSON.stringify(manifest))
      .digest('hex')
      .slice(0, 16);
    try {
      if (!resource) {
        throw new Error(`there is no kind ${kind} in ${apiVersion}`);
      }
      const found = registry.find(resource, place);
      if (found?.metadata.annotations?.[SOURCE] !== source) {
        const annotations = { ...metadata.annotations, [SOURCE]: source };
        const body = { ...manifest, metadata: { ...metadata, annotations } };
        registry.patch(resource, place, 'apply', body, {
          user,
          manager: MANAGER,
          force: true,
        });
        applied += 1;
      }
    } catch (error) {
      log(
        `${kind} ${metadata.name} was not applied: ${toError(error).message}`,
      );
    }
  }
  return applied;
}

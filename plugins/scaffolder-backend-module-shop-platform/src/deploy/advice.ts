import { type Manifest } from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';
import { type PodTrouble } from './podTrouble';

const MISSING = /(?<kind>secret|configmap) "(?<name>[^"]+)" not found/i;
const MISSING_KEY =
  /couldn't find key (?<key>\S+) in (?<kind>Secret|ConfigMap) \S*?(?<name>[\w.-]+)$/;

const keyRefSchema = z.object({ name: z.string(), key: z.string() });

/** What to do about a pod's trouble; empty when its message says enough. */
export function adviceFor(
  { reason, message }: PodTrouble,
  workload: Manifest,
): string {
  const missing = MISSING.exec(message)?.groups;
  if (missing) {
    const keys = keysOf(workload, missing.name);
    const withKeys = keys.length > 0 ? ` with ${keys.join(' and ')}` : '';
    return missing.kind.toLowerCase() === 'secret'
      ? `The Secret ${missing.name} is missing in the namespace ${
          workload.metadata.namespace ?? 'default'
        }. Secrets are never in the repository: whoever runs the platform provides this one${withKeys}, for instance through External Secrets. Deploy again once it is there`
      : `The ConfigMap ${missing.name} is missing: add it to the manifests${withKeys}, and deploy again`;
  }
  const key = MISSING_KEY.exec(message)?.groups;
  if (key) {
    return `The ${key.kind} ${key.name} has no ${key.key}: add it there, and deploy again`;
  }
  switch (reason) {
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'ErrImageNeverPull':
    case 'InvalidImageName':
      return 'See whether the build has published this image, and whether the cluster may read the registry';
    case 'CrashLoopBackOff':
      return 'Its last lines are above; put right what they say, and deploy again';
    case 'Unschedulable':
      return 'The cluster has no room for it: lower what the pods ask for, or add nodes';
    default:
      return '';
  }
}

/** Which keys of a Secret or ConfigMap the containers read. */
function keysOf(value: unknown, name: string): string[] {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap(child => keysOf(child, name)))];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const found = Object.entries(value).flatMap(([field, child]) => {
    const ref = keyRefSchema.safeParse(child);
    if (/^(secret|configMap)KeyRef$/.test(field) && ref.success) {
      return ref.data.name === name ? [ref.data.key] : [];
    }
    return keysOf(child, name);
  });
  return [...new Set(found)];
}

import { createHash } from 'node:crypto';
import { equals, isObject } from '../../model/json';
import type { PodTemplate } from '../types';

export const HASH_LABEL = 'pod-template-hash';

/** Without vowels and what looks like them, so that no words come about. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const LENGTH = 10;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(key => [key, sorted(value[key])]),
      )
    : value;
}

/**
 * A name for a template: the same one for the same template.
 * @param collisions - how often the name turned out to be another template's
 */
export function templateHash(template: PodTemplate, collisions = 0): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([sorted(template), collisions]))
    .digest();
  return [...digest.subarray(0, LENGTH)]
    .map(byte => ALPHABET[byte % ALPHABET.length])
    .join('');
}

/** Whether a replica set runs this template: only the label of its hash is its own. */
export function isSameTemplate(a: PodTemplate, b: PodTemplate): boolean {
  const bare = ({ metadata = {}, spec }: PodTemplate) => {
    const { [HASH_LABEL]: _, ...labels } = metadata.labels ?? {};
    return { metadata: { ...metadata, labels }, spec };
  };
  return equals(bare(a), bare(b));
}

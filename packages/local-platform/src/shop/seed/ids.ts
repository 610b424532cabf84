import { createHash } from 'node:crypto';

/** The same UUID for the same thing of the same seed. */
export function uuidOf(seed: number, kind: string, index: number): string {
  const hex = createHash('sha1')
    .update(`${seed}\0${kind}\0${index}`)
    .digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

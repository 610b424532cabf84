import { createHash } from 'node:crypto';

const FIRST_BLOCK = 128;
const BLOCKS = 112;
/** The first and the last of each 256 are left out, as in a real network. */
const HOSTS = 254;

/** How many addresses one seed goes through before it begins again. */
export const ADDRESS_COUNT = 256 * HOSTS;

/**
 * Addresses of the loopback for pods, 127.128.0.1 to 127.239.255.254. Where they
 * begin follows from the seed, so that platforms on one machine seldom meet.
 */
export function* podAddresses(seed: string): Generator<string> {
  const digest = createHash('sha256').update(seed).digest();
  const block = FIRST_BLOCK + (digest[0] % BLOCKS);
  for (let next = digest[1]; ; next = (next + 1) % 256) {
    for (let host = 1; host <= HOSTS; host += 1) {
      yield `127.${block}.${next}.${host}`;
    }
  }
}

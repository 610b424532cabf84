import { setTimeout as delay } from 'node:timers/promises';
import { Faults } from './types';

/** Waits, or until a change of the faults after which it is not needed any more. */
export async function pauseUntilChange(
  faults: Pick<Faults, 'onChange'>,
  ms: number,
  isNeeded: () => boolean,
): Promise<void> {
  const over = new AbortController();
  const stop = faults.onChange(() => {
    if (!isNeeded()) {
      over.abort();
    }
  });
  const options = { signal: over.signal, ref: false };
  await delay(Math.max(0, ms), undefined, options).catch(() => undefined);
  stop();
}

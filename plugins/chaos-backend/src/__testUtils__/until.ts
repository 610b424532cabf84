import { setTimeout as delay } from 'node:timers/promises';

/** Tries until the check no longer throws, and gives what it returned. */
export async function until<T>(check: () => Promise<T> | T): Promise<T> {
  // The clock may be part of the test. A turn of a portal that died is over before.
  const deadline = performance.now() + 45_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) {
        throw error;
      }
      await delay(20);
    }
  }
}

import { findFreePort } from '@shop-platform/local-platform/ports';

/** Others take ports as well; so many in a row are no chance. */
const ATTEMPTS = 10;

/**
 * Starts a server that has to know its port before it listens. A port that was free
 * may be somebody else's by then: the next one is tried.
 */
export async function onFreePort<T>(
  start: (port: number) => Promise<T>,
  findPort: () => Promise<number> = findFreePort,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await findPort());
    } catch (error) {
      if (attempt === ATTEMPTS || !isTaken(error)) {
        throw error;
      }
    }
  }
}

function isTaken(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'EADDRINUSE'
  );
}

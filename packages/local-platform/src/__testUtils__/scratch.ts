import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { engineFolder } from '../postgres/binaries';

/** The folder of this repository. */
export const repositoryRoot = resolve(__dirname, '../../../..');

/** Why tests on a real PostgreSQL cannot run here; undefined where they can. */
function whyNoPostgres(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return 'the embedded PostgreSQL runs on Linux x64 only';
  }
  return existsSync(engineFolder(repositoryRoot))
    ? undefined
    : 'the embedded PostgreSQL is not installed: npm run setup';
}

const reason = whyNoPostgres();

/** For suites that need the real server. */
export const describeOnPostgres: jest.Describe = reason
  ? describe.skip
  : describe;

/** Belongs into the title of such a suite: why it is skipped, where it is. */
export const whySkipped = reason ? ` (${reason})` : '';

/**
 * A folder for one test. It lies where a database that runs as another user can
 * reach it, and is removed with `remove`.
 */
export function createScratch(): { path: string; remove(): void } {
  const path = mkdtempSync(join('/tmp', 'local-platform-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Waits for something to come about, and fails when it does not. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error('It did not come about within 40 s');
    }
    await setImmediate();
  }
}

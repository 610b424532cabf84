import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { engineFolder } from '../postgres/binaries';

/** The folder of this repository. */
export const repositoryRoot = resolve(__dirname, '../../../..');

/** Why tests on a real PostgreSQL cannot run here; undefined where they can. */
export function whyNoPostgres(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return 'the embedded PostgreSQL runs on Linux x64 only';
  }
  return existsSync(engineFolder(repositoryRoot))
    ? undefined
    : 'the embedded PostgreSQL is not installed: npm run setup';
}

/** A `describe` for suites that need the real server; says in its title why it is skipped. */
export function describeOnPostgres(title: string, suite: () => void): void {
  const reason = whyNoPostgres();
  if (reason) {
    describe.skip(`${title} (${reason})`, suite);
  } else {
    describe(title, suite);
  }
}

/**
 * A folder for one test. It lies where a database that runs as another user can
 * reach it, and is removed with `remove`.
 */
export function createScratch(): { path: string; remove(): void } {
  const path = mkdtempSync(join('/tmp', 'local-platform-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

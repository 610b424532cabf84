// @ts-check
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runVisibly } from './checks.mjs';
import { root } from './paths.mjs';
import { say } from './say.mjs';

/** Every report of a public API by its path. */
function readReports() {
  /** @type {Map<string, string>} */
  const reports = new Map();
  for (const group of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, group))) {
      for (const file of readdirSync(join(root, group, name))) {
        if (/^report.*\.api\.md$/.test(file)) {
          const path = join(group, name, file);
          reports.set(path, readFileSync(join(root, path), 'utf8'));
        }
      }
    }
  }
  return reports;
}

/**
 * A report without the order of keys and of a union's members, which is the order
 * in which the compiler met them and changes with files that have nothing to do
 * with them. What belongs to a declaration stays with it.
 * @param {string | undefined} report
 */
function withoutOrder(report) {
  return report
    ?.split(/\n\n(?=\S)/)
    .map(declaration => sortedLines(declaration))
    .toSorted()
    .join('\n\n');
}

/** @param {string} declaration */
function sortedLines(declaration) {
  return declaration
    .split('\n')
    .map(line =>
      line
        .trim()
        .replace(/^\| /, '')
        .replace(/[;,]$/, '')
        .split(/: | \| /)
        .toSorted()
        .join(' | '),
    )
    .toSorted()
    .join('\n');
}

/**
 * What two sets of reports disagree on, their order aside.
 * @param {Map<string, string>} kept
 * @param {Map<string, string>} made
 */
export function changedReports(kept, made) {
  return [...new Set([...kept.keys(), ...made.keys()])]
    .filter(
      path => withoutOrder(kept.get(path)) !== withoutOrder(made.get(path)),
    )
    .toSorted();
}

/**
 * The reports say what the packages export. They are made anew, compared, and
 * put back, so that a check changes nothing.
 * @type {import('./checks.mjs').Check}
 */
export const apiReports = {
  title: 'API reports are current',
  async run() {
    const kept = readReports();
    const made = await makeReports(kept);
    const changed = made ? changedReports(kept, made) : [];
    for (const path of changed) {
      say(`${path} does not say what its package exports:`);
      process.stdout.write(
        made?.get(path) ?? 'its package has no such entry point\n',
      );
    }
    if (changed.length > 0) {
      say('Run "yarn build:api-reports" and commit what it writes.');
    }
    const ok = made !== undefined && changed.length === 0;
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] };
  },
};

/** @param {Map<string, string>} kept */
async function makeReports(kept) {
  try {
    const ok = await runVisibly('backstage-repo-tools', [
      'api-reports',
      '--validate-release-tags',
      // Types of other packages of this repository are read from their sources.
      '--omit-messages',
      'ae-wrong-input-file-type',
      '--exclude',
      'packages/local-platform',
    ]);
    return ok ? readReports() : undefined;
  } finally {
    putBack(kept);
  }
}

/** @param {Map<string, string>} kept */
function putBack(kept) {
  const now = readReports();
  for (const path of now.keys()) {
    if (!kept.has(path)) {
      rmSync(join(root, path));
    }
  }
  for (const [path, report] of kept) {
    if (now.get(path) !== report) {
      writeFileSync(join(root, path), report);
    }
  }
}

// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { runVisibly, testFolder } from './checks.mjs';
import { ensureKubectl } from './kubectl.mjs';
import { inRoot } from './paths.mjs';
import { ensurePromtool } from './promtool.mjs';
import { say } from './say.mjs';
import { startTestServers } from './testServers.mjs';

/**
 * What is read of Jest's `--json` report.
 * @typedef {{ status: string; fullName: string }} JestTest
 * @typedef {{ testResults: { assertionResults: JestTest[] }[]; numRuntimeErrorTestSuites?: number }} JestResults
 */

/** @type {import('./checks.mjs').Check} */
export const unit = {
  title: 'Unit and integration tests',
  async run() {
    const results = inRoot('.test/unit.json');
    mkdirSync(testFolder, { recursive: true });
    rmSync(results, { force: true });
    const programs = {
      ...(await programEnvironment('KUBECTL_PATH', ensureKubectl)),
      ...(await programEnvironment('PROMTOOL_PATH', ensurePromtool)),
    };
    const servers = await startTestServers();
    try {
      const ok = await runVisibly(
        'backstage-cli',
        [
          'repo',
          'test',
          // Two cores run them side by side with real servers; a test that hangs still ends.
          '--testTimeout=30000',
          '--json',
          `--outputFile=${results}`,
        ],
        {
          CI: 'true',
          BACKSTAGE_TEST_DISABLE_DOCKER: '1',
          ...serverEnvironment(servers),
          ...programs,
        },
      );
      return readJestResults(results, ok);
    } finally {
      await servers.stop();
    }
  },
};

/**
 * One version on every machine. Without it, its suites are skipped by name.
 * @param {string} variable
 * @param {() => Promise<string>} ensure
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function programEnvironment(variable, ensure) {
  try {
    return { [variable]: await ensure() };
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return {};
  }
}

/**
 * The tests of the plugins know the servers by their URLs alone.
 * @param {import('./testServers.mjs').TestServers} servers
 * @returns {NodeJS.ProcessEnv}
 */
function serverEnvironment({ clickhouse, postgres, areEmbedded }) {
  return {
    ...(postgres && { POSTGRES_URL: postgres }),
    ...(clickhouse && { CLICKHOUSE_URL: clickhouse }),
    // What is said of a real server must not be shown by this one.
    ...(areEmbedded && { CLICKHOUSE_IS_EMBEDDED: 'true' }),
  };
}

/**
 * @param {string} file
 * @param {boolean} ok - whether the runner itself was satisfied
 * @returns {import('./checks.mjs').Tally}
 */
function readJestResults(file, ok) {
  if (!existsSync(file)) {
    return { passed: 0, failed: 1, skipped: [] };
  }
  /** @type {JestResults} */
  const results = JSON.parse(readFileSync(file, 'utf8'));
  const tests = results.testResults.flatMap(suite => suite.assertionResults);
  const failed = tests.filter(test => test.status === 'failed').length;
  return {
    passed: tests.filter(test => test.status === 'passed').length,
    // A suite that does not load has no tests that could fail.
    failed: Math.max(
      failed + (results.numRuntimeErrorTestSuites ?? 0),
      ok ? 0 : 1,
    ),
    skipped: tests
      .filter(test => test.status === 'pending')
      .map(test => test.fullName),
  };
}

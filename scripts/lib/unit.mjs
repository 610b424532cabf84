// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ownClickHouseCommand } from './analytics/ownClickHouse.mjs';
import { chaosMeshDefinitions } from './chaosMeshDefinitions.mjs';
import { runVisibly, testFolder } from './checks.mjs';
import { ensureKubectl } from './kubectl.mjs';
import { inRoot } from './paths.mjs';
import { say } from './say.mjs';
import { programEnvironment } from './templatePrograms.mjs';
import { startTestServers } from './testServers.mjs';

/**
 * What is read of Jest's `--json` report.
 * @typedef {{ status: string; fullName: string; failureMessages?: string[] }} JestTest
 * @typedef {{ name: string; message: string; assertionResults: JestTest[] }} JestSuite
 * @typedef {{ testResults: JestSuite[]; numRuntimeErrorTestSuites?: number }} JestResults
 * @typedef {import('./checks.mjs').Tally} Tally
 */

/** What Jest says of a suite under which Node itself went down. */
const CRASH = /jest worker process .*signal=SIG(SEGV|BUS|ILL|TRAP)/;

/** The packages whose suites are the ladder of templates. */
const TEMPLATE_PACKAGES = [
  '@shop-platform/template-testing',
  '@shop-platform/template-checks',
];

/**
 * All but those of templates, which need other programs and no servers.
 * @type {import('./checks.mjs').Check}
 */
export const unit = {
  title: 'Unit and integration tests',
  async run() {
    const kubectl = await programEnvironment('KUBECTL_PATH', ensureKubectl);
    const definitions = chaosMeshDefinitions();
    const servers = await startTestServers();
    try {
      const { tally } = await runSuites(
        'unit',
        ['--ignoreProjects', ...TEMPLATE_PACKAGES],
        {
          ...serverEnvironment(servers),
          ...kubectl,
          ...(definitions && { CHAOS_MESH_CRDS: definitions }),
        },
      );
      return tally;
    } finally {
      await servers.stop();
    }
  },
};

/**
 * The suites of templates, without what they build.
 * @param {NodeJS.ProcessEnv} environment - says where their programs are
 */
export async function runTemplateSuites(environment) {
  return await runSuites(
    'templates',
    ['--selectProjects', ...TEMPLATE_PACKAGES],
    environment,
  );
}

/**
 * @param {string} name - of the files of results
 * @param {string[]} which - Jest's options that choose the suites
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<{ tally: Tally; files: string[] }>} with what Jest said, for those
 *   who read more of it than the tally
 */
async function runSuites(name, which, environment) {
  mkdirSync(testFolder, { recursive: true });
  const file = join(testFolder, `${name}.json`);
  /** Of suites that were run once more. */
  const fileAgain = join(testFolder, `${name}-again.json`);
  const files = [file, fileAgain];
  files.forEach(one => rmSync(one, { force: true }));
  const first = await runJest(environment, which, file);
  const tally =
    first.crashed.length > 0
      ? await runCrashedAgain(environment, first, fileAgain)
      : first.tally;
  return { tally, files };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} which - paths of suites, or Jest's options that choose them
 * @param {string} file - of the results
 */
async function runJest(environment, which, file) {
  const ok = await runVisibly(
    'backstage-cli',
    [
      'repo',
      'test',
      // Two cores run them side by side with real servers; a test that hangs still ends.
      '--testTimeout=30000',
      '--json',
      `--outputFile=${file}`,
      ...which,
    ],
    { CI: 'true', BACKSTAGE_TEST_DISABLE_DOCKER: '1', ...environment },
  );
  return readJestResults(file, ok);
}

/**
 * A crash of Node says nothing of the tests, so they are run once more, and that
 * is said. A test that fails is never run again.
 * @param {NodeJS.ProcessEnv} environment
 * @param {{ tally: Tally; crashed: string[] }} first
 * @param {string} file - of the results
 * @returns {Promise<Tally>}
 */
async function runCrashedAgain(environment, { tally, crashed }, file) {
  say(
    `Node crashed under these tests; they are run again: ${crashed.join(', ')}`,
  );
  const again = await runJest(environment, crashed, file);
  return {
    passed: tally.passed + again.tally.passed,
    failed: tally.failed - crashed.length + again.tally.failed,
    skipped: [...tally.skipped, ...again.tally.skipped],
    failures: [...(tally.failures ?? []), ...(again.tally.failures ?? [])],
  };
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
    ...(areEmbedded && {
      CLICKHOUSE_IS_EMBEDDED: 'true',
      CLICKHOUSE_COMMAND: ownClickHouseCommand(),
    }),
  };
}

/**
 * @param {string} file
 * @param {boolean} ok - whether the runner itself was satisfied
 * @returns {{ tally: Tally; crashed: string[] }}
 */
function readJestResults(file, ok) {
  if (!existsSync(file)) {
    return { tally: { passed: 0, failed: 1, skipped: [] }, crashed: [] };
  }
  /** @type {JestResults} */
  const results = JSON.parse(readFileSync(file, 'utf8'));
  const tests = results.testResults.flatMap(suite => suite.assertionResults);
  const failed = tests.filter(test => test.status === 'failed').length;
  return {
    tally: {
      passed: tests.filter(test => test.status === 'passed').length,
      // A suite that does not load has no tests that could fail.
      failed: Math.max(
        failed + (results.numRuntimeErrorTestSuites ?? 0),
        ok ? 0 : 1,
      ),
      skipped: tests
        .filter(test => test.status === 'pending')
        .map(test => test.fullName),
      failures: results.testResults.flatMap(failuresOf),
    },
    crashed: results.testResults
      .filter(({ message }) => CRASH.test(message))
      .map(({ name }) => name),
  };
}

/**
 * @param {JestSuite} suite
 * @returns {string[]} a line for each test that failed, or for the suite when it did not load
 */
function failuresOf({ name, message, assertionResults }) {
  const file = relative(inRoot(), name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) {
    return assertionResults.length === 0 && message
      ? [`${file}: ${shorten(message)}`]
      : [];
  }
  return failed.map(
    ({ fullName, failureMessages = [] }) =>
      `${file}: ${fullName}: ${shorten(failureMessages.join('\n'))}`,
  );
}

/** @param {string} message */
function shorten(message) {
  return stripVTControlCharacters(message)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400);
}

// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ownClickHouseCommand } from './analytics/ownClickHouse.mjs';
import { chaosMeshDefinitions } from './chaosMeshDefinitions.mjs';
import { runVisibly, testFolder } from './checks.mjs';
import { ensureKubectl } from './kubectl.mjs';
import { inRoot } from './paths.mjs';
import { ensurePromtool } from './promtool.mjs';
import { say } from './say.mjs';
import { ensureScanners, readPins } from './scanners.mjs';
import { ensureShellCheck } from './shellcheck.mjs';
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

const results = inRoot('.test/unit.json');
/** Of suites that were run once more. */
const resultsAgain = inRoot('.test/unit-again.json');

/** What Jest said of the last run, for those who read more of it than the tally. */
export const unitResults = [results, resultsAgain];

/**
 * The programs that look at templates and could not be had in the last run.
 * @type {import('./templateLadder.mjs').MissingProgram[]}
 */
export const missingPrograms = [];

/** @type {import('./checks.mjs').Check} */
export const unit = {
  title: 'Unit and integration tests',
  async run() {
    const programs = {
      ...(await programEnvironment('KUBECTL_PATH', ensureKubectl)),
      ...(await fetchTemplatePrograms()),
    };
    const definitions = chaosMeshDefinitions();
    const servers = await startTestServers();
    try {
      const environment = {
        ...serverEnvironment(servers),
        ...programs,
        ...(definitions && { CHAOS_MESH_CRDS: definitions }),
      };
      return await runSuites(environment, []);
    } finally {
      await servers.stop();
    }
  },
};

/**
 * Those of the unit tests that are about templates: they need no servers.
 * @returns {Promise<Tally>}
 */
export async function runTemplateSuites() {
  return await runSuites(await fetchTemplatePrograms(), [
    'packages/template-testing',
    'packages/template-checks',
  ]);
}

/**
 * The programs that look at templates; those that are there already take no time.
 * What could not be had is in `missingPrograms`.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function fetchTemplatePrograms() {
  const pins = readPins();
  missingPrograms.length = 0;
  const note = (
    /** @type {string} */ program,
    /** @type {unknown} */ error,
  ) => {
    missingPrograms.push({ program, why: sayProblem(error) });
  };
  // They wait for the network more than for one another.
  const environments = await Promise.all([
    programEnvironment('PROMTOOL_PATH', ensurePromtool, error =>
      note('promtool', error),
    ),
    programEnvironment('SHELLCHECK_PATH', ensureShellCheck, error =>
      note('shellcheck', error),
    ),
    programEnvironment('SCANNERS_FOLDER', () => ensureScanners(pins, note)),
  ]);
  return Object.assign({}, ...environments);
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} suites - all when empty
 * @returns {Promise<Tally>}
 */
async function runSuites(environment, suites) {
  mkdirSync(testFolder, { recursive: true });
  unitResults.forEach(file => rmSync(file, { force: true }));
  const first = await runJest(environment, suites, results);
  return first.crashed.length > 0
    ? await runCrashedAgain(environment, first)
    : first.tally;
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} suites - all when empty
 * @param {string} file - of the results
 */
async function runJest(environment, suites, file) {
  const ok = await runVisibly(
    'backstage-cli',
    [
      'repo',
      'test',
      // Two cores run them side by side with real servers; a test that hangs still ends.
      '--testTimeout=30000',
      '--json',
      `--outputFile=${file}`,
      ...suites,
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
 * @returns {Promise<Tally>}
 */
async function runCrashedAgain(environment, { tally, crashed }) {
  say(
    `Node crashed under these tests; they are run again: ${crashed.join(', ')}`,
  );
  const again = await runJest(environment, crashed, resultsAgain);
  return {
    passed: tally.passed + again.tally.passed,
    failed: tally.failed - crashed.length + again.tally.failed,
    skipped: [...tally.skipped, ...again.tally.skipped],
    failures: [...(tally.failures ?? []), ...(again.tally.failures ?? [])],
  };
}

/**
 * One version on every machine. Without it, its suites are skipped by name, which
 * allowed-skips.yaml has to know.
 * @param {string} variable
 * @param {() => Promise<string>} ensure
 * @param {(error: unknown) => void} [onMissing]
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function programEnvironment(variable, ensure, onMissing = sayProblem) {
  try {
    return { [variable]: await ensure() };
  } catch (error) {
    onMissing(error);
    return {};
  }
}

/** @param {unknown} error */
function sayProblem(error) {
  const message = error instanceof Error ? error.message : String(error);
  say(message);
  return message;
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

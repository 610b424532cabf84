// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { runVisibly } from './checks.mjs';
import { inRoot } from './paths.mjs';
import {
  formatTable,
  judgePrograms,
  judgeSkips,
  readSteps,
} from './templateLadder.mjs';
import { fetchTemplatePrograms } from './templatePrograms.mjs';
import { runTemplateSuites } from './unit.mjs';

/**
 * @typedef {import('./checks.mjs').Tally} Tally
 * @typedef {import('./templateLadder.mjs').LadderSuite} LadderSuite
 * @typedef {import('./templateLadder.mjs').MissingProgram} MissingProgram
 * @typedef {import('./templateLadder.mjs').Step} Step
 */

const built = inRoot('.test/templates-build.json');

/**
 * The whole ladder on every template and case, builds included: what
 * `npm run verify:templates` runs, and `npm test` strictly.
 * @param {{ isStrict: boolean }} options
 * @returns {import('./checks.mjs').Check}
 */
export const templates = ({ isStrict }) => ({
  title: `Every template and case${isStrict ? ', strictly' : ''}`,
  async run() {
    const { environment, missing } = await fetchTemplatePrograms();
    return await climbLadder({ environment, missing, isStrict });
  },
});

/**
 * The ladder without its builds, and without a look at what was skipped.
 * @type {import('./checks.mjs').Check}
 */
export const templateSuites = {
  title: 'Tests of templates',
  async run() {
    const { environment } = await fetchTemplatePrograms();
    const { tally } = await runTemplateSuites(environment);
    return tally;
  },
};

/**
 * @param {{ environment: NodeJS.ProcessEnv; missing: MissingProgram[]; isStrict: boolean }} options -
 *   the programs that look at templates, and those that could not be had
 * @returns {Promise<Tally>}
 */
export async function climbLadder({ environment, missing, isStrict }) {
  const suites = await runTemplateSuites(environment);
  const builds = await runBuilds();
  const steps = [
    ...readSteps(suites.files.flatMap(readSuites)),
    ...builds.steps,
  ];
  print(formatTable(steps));
  const skips = await judge(steps, missing);
  const isEmpty = !steps.some(({ rung }) => rung === 'render, parse');
  if (isEmpty) {
    print('No template was rendered: these suites did not run');
  }
  const refused = (isStrict ? skips.length : 0) + (isEmpty ? 1 : 0);
  return {
    passed: suites.tally.passed + builds.tally.passed + (refused > 0 ? 0 : 1),
    failed: suites.tally.failed + builds.tally.failed + refused,
    skipped: [...suites.tally.skipped, ...builds.tally.skipped],
    failures: suites.tally.failures,
  };
}

/** @returns {Promise<{ tally: Tally; steps: Step[] }>} */
async function runBuilds() {
  rmSync(built, { force: true });
  const isBuilt = await runVisibly('yarn', [
    'test:templates:build',
    '--json',
    `--outputFile=${built}`,
  ]);
  const steps = readSteps(readSuites(built));
  const count = (/** @type {string} */ status) =>
    steps.filter(step => step.status === status).length;
  const tally = {
    passed: count('passed'),
    failed: Math.max(count('failed'), isBuilt ? 0 : 1),
    skipped: steps
      .filter(({ status }) => status === 'pending')
      .map(({ title }) => title),
  };
  return { tally, steps };
}

/**
 * Says what was skipped and why.
 * @param {Step[]} steps
 * @param {MissingProgram[]} missing
 * @returns {Promise<string[]>} what a strict run does not accept
 */
async function judge(steps, missing) {
  const allowed = await readAllowed();
  const programs = judgePrograms(missing, allowed);
  const skips = judgeSkips(steps, allowed);
  const problems = [...programs.problems, ...skips.problems];
  programs.reasons.forEach(reason => print(`Not to be had: ${reason}`));
  skips.reasons.forEach(reason => print(`Skipped: ${reason}`));
  skips.stale.forEach(entry => print(`allowed-skips.yaml: ${entry}`));
  problems.forEach(problem => print(`Not allowed: ${problem}`));
  return problems;
}

/**
 * @param {string} file
 * @returns {LadderSuite[]}
 */
function readSuites(file) {
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).testResults
    : [];
}

/** @returns {Promise<import('./templateLadder.mjs').AllowedSkip[]>} */
async function readAllowed() {
  // Not there yet when npm test begins: it installs first.
  const { parse } = await import('yaml');
  return parse(readFileSync(inRoot('allowed-skips.yaml'), 'utf8'));
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

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
import { missingPrograms, runTemplateSuites, unitResults } from './unit.mjs';

/**
 * @typedef {import('./checks.mjs').Tally} Tally
 * @typedef {import('./templateLadder.mjs').LadderSuite} LadderSuite
 */

/** The packages whose suites are the ladder. */
const PACKAGES = /\/packages\/template-(testing|checks)\//;

const built = inRoot('.test/templates-build.json');

/**
 * What npm test runs after the unit tests, of which the ladder without its builds is
 * a part: the builds, and then what all of them say.
 * @type {import('./checks.mjs').Check}
 */
export const templates = {
  title: 'Templates build, and every rung is climbed or skipped by name',
  run: () => climb({ isStrict: true }),
};

/**
 * The whole ladder on its own, for `npm run verify:templates`.
 * @param {{ isStrict: boolean }} options
 * @returns {Promise<Tally>}
 */
export async function verifyTemplates({ isStrict }) {
  const unit = await runTemplateSuites();
  const climbed = await climb({ isStrict });
  return {
    passed: unit.passed + climbed.passed,
    failed: unit.failed + climbed.failed,
    skipped: [...unit.skipped, ...climbed.skipped],
  };
}

/**
 * @param {{ isStrict: boolean }} options
 * @returns {Promise<Tally>}
 */
async function climb({ isStrict }) {
  rmSync(built, { force: true });
  const isBuilt = await runVisibly('yarn', [
    'test:templates:build',
    '--json',
    `--outputFile=${built}`,
  ]);
  const builds = readSteps(readSuites(built));
  const steps = [
    ...readSteps(
      unitResults.flatMap(readSuites).filter(({ name }) => PACKAGES.test(name)),
    ),
    ...builds,
  ];
  print(formatTable(steps));
  const allowed = await readAllowed();
  const programs = judgePrograms(missingPrograms, allowed);
  const { reasons, stale, ...skips } = judgeSkips(steps, allowed);
  const problems = [...programs.problems, ...skips.problems];
  programs.reasons.forEach(reason => print(`Not to be had: ${reason}`));
  reasons.forEach(reason => print(`Skipped: ${reason}`));
  stale.forEach(entry => print(`allowed-skips.yaml: ${entry}`));
  problems.forEach(problem => print(`Not allowed: ${problem}`));
  const count = (/** @type {string} */ status) =>
    builds.filter(step => step.status === status).length;
  const isEmpty = !steps.some(({ rung }) => rung === 'render, parse');
  if (isEmpty) {
    print('No template was rendered: these suites did not run');
  }
  const isRefused = isEmpty || (isStrict && problems.length > 0);
  return {
    passed: count('passed') + (isRefused ? 0 : 1),
    failed:
      Math.max(count('failed'), isBuilt ? 0 : 1) +
      (isRefused ? Math.max(problems.length, 1) : 0),
    skipped: builds
      .filter(({ status }) => status === 'pending')
      .map(({ title }) => title),
  };
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

// @ts-check
import { inRoot } from './paths.mjs';
import { runProgram, toolchainEnvironment } from './run.mjs';
import { say } from './say.mjs';

/**
 * @typedef {{ passed: number; failed: number; skipped: string[]; failures?: string[] }} Tally
 *   `failures`: what failed and why, a line each, where the check knows it
 * @typedef {{ title: string; run: () => Promise<Tally> }} Check
 */

/** Where test runs keep their data and results; ignored by Git. */
export const testFolder = inRoot('.test');

/**
 * A check that passes or fails as one.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @returns {Check}
 */
function simple(title, command, args) {
  return {
    title,
    async run() {
      const ok = await runVisibly(command, args);
      return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] };
    },
  };
}

/**
 * Runs a program and shows what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [extra]
 */
export async function runVisibly(command, args, extra = {}) {
  const result = await runProgram({
    command,
    args,
    cwd: inRoot(),
    env: { ...toolchainEnvironment(), ...extra },
    onOutput: text => process.stdout.write(text),
  });
  return result === 0;
}

export const format = simple('Format', 'prettier', [
  '--check',
  '.',
  '--loglevel',
  'warn',
]);
// Not incremental: the order of keys in declarations, and so in API reports,
// depends on what was compiled before.
export const types = simple('Types', 'tsc', [
  '--project',
  'tsconfig.json',
  '--incremental',
  'false',
]);
export const scriptTypes = simple('Types of the scripts', 'tsc', [
  '--project',
  'tsconfig.scripts.json',
]);
export const lint = simple('Lint', 'backstage-cli', [
  'repo',
  'lint',
  '--max-warnings',
  '0',
]);
export const generatedSchemas = simple(
  'Generated schemas of Kubernetes are current',
  'node',
  ['scripts/generate-kubernetes-schemas.mjs', '--check'],
);
export const generatedCode = simple('Generated code is current', 'node', [
  'scripts/generate-openapi.mjs',
  '--check',
]);
/** @type {Check} */
export const repository = {
  title: 'Repository and scripts',
  async run() {
    let output = '';
    const result = await runProgram({
      command: 'node',
      args: ['--test', '--test-reporter=tap', 'scripts/tests/*.test.mjs'],
      cwd: inRoot(),
      env: toolchainEnvironment(),
      onOutput: text => {
        output += text;
      },
    });
    if (result !== 0) {
      process.stdout.write(output);
    }
    const count = (/** @type {string} */ name) =>
      Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
    return {
      passed: count('pass'),
      failed: Math.max(count('fail'), result === 0 ? 0 : 1),
      skipped: [],
    };
  },
};

/**
 * Runs checks in order and prints the tally, the last line of it as
 * `N passed, N failed, N skipped`. Of several lists in one place each keeps its
 * order, and all run at the same time.
 * @param {(Check | Check[][])[]} checks
 * @returns {Promise<number>} the exit code
 */
export async function runChecks(checks) {
  const total = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]) };
  /** @type {string[]} */
  const failures = [];
  /** @type {string[]} */
  const failedTests = [];
  /** @param {Check[]} list */
  const runList = async list => {
    for (const check of list) {
      const tally = await runTimed(check);
      total.passed += tally.passed;
      total.failed += tally.failed;
      total.skipped.push(...tally.skipped);
      if (tally.failed > 0) {
        failures.push(check.title);
        failedTests.push(...(tally.failures ?? []));
      }
    }
  };
  for (const step of checks) {
    await Promise.all((Array.isArray(step) ? step : [[step]]).map(runList));
  }
  for (const skip of total.skipped) {
    process.stdout.write(`Skipped: ${skip}\n`);
  }
  // Near the end: of a long output that is the part that is read.
  for (const test of failedTests) {
    process.stdout.write(`Failed test: ${test}\n`);
  }
  if (failures.length > 0) {
    process.stdout.write(`Failed: ${failures.join(', ')}\n`);
  }
  process.stdout.write(
    `${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped\n`,
  );
  return total.failed === 0 ? 0 : 1;
}

/** @param {Check} check */
async function runTimed(check) {
  say(`▶ ${check.title}`);
  const began = Date.now();
  const tally = await check.run();
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  say(`${tally.failed === 0 ? '✓' : '✗'} ${check.title} (${seconds} s)`);
  return tally;
}

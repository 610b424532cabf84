// @ts-check
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { ownClickHouseCommand } from './analytics/ownClickHouse.mjs';
import { binFolder, inRoot, toolchainFolder } from './paths.mjs';
import { npmCommand, runProgram, toolchainEnvironment } from './run.mjs';
import { say } from './say.mjs';
import { startTestServers } from './testServers.mjs';

const services = inRoot('examples/shop-platform/services');
/** While one is installed, which waits for the disk, another one's tests run. */
const AT_ONCE = 2;

/** A service that does not end has failed, too; the rest goes on. */
const LIMIT_MS = 15 * 60_000;

/**
 * The shop's services as their teams see them: each alone, installed by its own
 * lockfile, with its own linter and tests.
 * @type {import('./checks.mjs').Check}
 */
export const serviceTests = {
  title: "The shop's services pass their own tests",
  async run() {
    const names = readdirSync(services).filter(name =>
      existsSync(join(services, name, 'package.json')),
    );
    // Outside this repository: neither its packages nor what it ignores are theirs.
    const copies = mkdtempSync(join(tmpdir(), 'shop-services-'));
    const total = {
      passed: 0,
      failed: 0,
      skipped: /** @type {string[]} */ ([]),
      failures: /** @type {string[]} */ ([]),
    };
    const { postgres, clickhouse, areEmbedded, stop } =
      await startTestServers();
    const env = {
      ...(postgres && { TEST_POSTGRES_URL: postgres }),
      ...(clickhouse && { TEST_CLICKHOUSE_URL: clickhouse }),
      ...(areEmbedded && { TEST_CLICKHOUSE_COMMAND: ownClickHouseCommand() }),
    };
    const waiting = names.values();
    const testThose = async () => {
      for (const name of waiting) {
        const tally = await testService(name, join(copies, name), env);
        say(`  ${name}: ${tally.passed} passed, ${tally.failed} failed`);
        total.passed += tally.passed;
        total.failed += tally.failed;
        total.skipped.push(...tally.skipped.map(title => `${name}: ${title}`));
        total.failures.push(
          ...(tally.failures ?? []).map(title => `${name}: ${title}`),
        );
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, testThose));
    } finally {
      await stop();
      rmSync(copies, { recursive: true, force: true });
    }
    return total;
  },
};

/**
 * @param {string} name
 * @param {string} folder - where it is copied to
 * @param {NodeJS.ProcessEnv} env - servers for those services whose tests want real ones
 * @returns {Promise<import('./checks.mjs').Tally>}
 */
async function testService(name, folder, env) {
  cpSync(join(services, name), folder, {
    recursive: true,
    filter: path => !path.split(sep).includes('node_modules'),
  });
  const install = await run(folder, [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--cache',
    join(toolchainFolder, 'npm'),
  ]);
  const lint = install.ok ? await run(folder, ['run', 'lint']) : install;
  const types = lint.ok ? await run(folder, ['run', 'typecheck']) : lint;
  const tests = types.ok ? await run(folder, ['run', 'test:unit'], env) : types;
  if (!tests.ok) {
    process.stdout.write(`\n${name}\n${tests.output}\n`);
  }
  const count = (/** @type {string} */ what) =>
    Number(
      new RegExp(`^(?:#|ℹ) ${what} (\\d+)$`, 'm').exec(tests.output)?.[1] ?? 0,
    );
  return {
    passed: count('pass'),
    failed: Math.max(count('fail'), tests.ok ? 0 : 1),
    skipped: [
      ...tests.output.matchAll(/^ *(?:ok \d+ -|﹣) (.*?) (?:\(.*\) )?# SKIP/gm),
    ].map(match => match[1] ?? ''),
    failures: tests.ok ? [] : failuresIn(tests.output),
  };
}

/**
 * @param {string} output - of the step that failed
 * @returns {string[]} the tests that failed; where it was no test, what was said last
 */
function failuresIn(output) {
  const titles = [...output.matchAll(/^ *(?:not ok \d+ -|✖) (.+)$/gm)].map(
    match => match[1] ?? '',
  );
  return titles.length > 0
    ? [...new Set(titles)]
    : [output.trim().split('\n').at(-1) ?? ''];
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function run(cwd, args, env = {}) {
  let output = '';
  const signal = AbortSignal.timeout(LIMIT_MS);
  const npm = npmCommand(args);
  const result = await runProgram({
    ...npm,
    // The services want the toolchain's Node, whichever runs this script.
    command:
      npm.command === process.execPath ? join(binFolder, 'node') : npm.command,
    cwd,
    env: { ...toolchainEnvironment(), ...env },
    signal,
    onOutput: text => {
      output += text;
    },
  });
  if (signal.aborted) {
    output += `\nIt did not end within ${LIMIT_MS / 60_000} minutes\n`;
  }
  return { ok: result === 0, output };
}

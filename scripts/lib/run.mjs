// @ts-check
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { binFolder, root, toolchainFolder } from './paths.mjs';
import { Problem, say } from './say.mjs';

const HEARTBEAT_MS = 10_000;

/** The environment of everything that runs on the toolchain. */
export function toolchainEnvironment() {
  return {
    ...process.env,
    PATH: [binFolder, join(root, 'node_modules/.bin'), process.env.PATH].join(
      ':',
    ),
    // A global folder of its own, so that removing the toolchain removes its cache.
    YARN_GLOBAL_FOLDER:
      process.env.YARN_GLOBAL_FOLDER ?? join(toolchainFolder, 'yarn'),
    YARN_ENABLE_GLOBAL_CACHE: 'true',
    // Yarn does not read npm's settings; a mirror that npm uses is meant for it too.
    ...(process.env.npm_config_registry && !process.env.YARN_NPM_REGISTRY_SERVER
      ? { YARN_NPM_REGISTRY_SERVER: process.env.npm_config_registry }
      : {}),
  };
}

/**
 * Runs a program quietly: its output goes to a log, a line of progress appears
 * while it takes long, and a failure shows the end of what it printed.
 *
 * @param {object} options
 * @param {string} options.title - what it does, for the progress and the failure
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(line: string) => string | undefined} [options.progress] - picks what is worth showing from a line
 * @param {string} [options.advice] - what to do when it fails
 * @returns {Promise<string>} what it printed
 */
export async function runQuietly({
  title,
  command,
  args,
  cwd = root,
  env,
  progress,
  advice,
}) {
  const log = join(
    toolchainFolder,
    'logs',
    `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`,
  );
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, '');
  let output = '';
  let current = '';
  const heartbeat = setInterval(
    () => say(`${title} …${current ? ` ${current}` : ''}`),
    HEARTBEAT_MS,
  );
  try {
    const result = await runProgram({
      command,
      args,
      cwd,
      env: env ?? toolchainEnvironment(),
      onOutput(text) {
        output += text;
        appendFileSync(log, text);
        for (const line of text.split('\n')) {
          current = progress?.(line) ?? current;
        }
      },
    });
    if (result !== 0) {
      throw new Problem(
        `${title} failed (${result}).\n\n${output
          .trim()
          .split('\n')
          .slice(-25)
          .join('\n')}\n\nAll of it: ${log}${advice ? `\n${advice}` : ''}`,
      );
    }
    return output;
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * @param {object} options
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(text: string) => void} options.onOutput
 * @param {AbortSignal} [options.signal] - ends the program with all that it started
 * @returns {Promise<number | string>} the exit code, the signal, or why it did not start
 */
export function runProgram({ command, args, cwd, env, onOutput, signal }) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, which can be ended as a whole.
      detached: signal !== undefined,
    });
    const end = () => child.pid && process.kill(-child.pid, 'SIGKILL');
    signal?.addEventListener('abort', end, { once: true });
    child.on('close', () => signal?.removeEventListener('abort', end));
    child.stdout.on('data', chunk => onOutput(String(chunk)));
    child.stderr.on('data', chunk => onOutput(String(chunk)));
    child.on('error', error => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'ended'));
  });
}

/**
 * Runs npm itself: the one that runs this script, or the one on the PATH.
 * @param {string[]} args
 * @returns {{ command: string; args: string[] }}
 */
export function npmCommand(args) {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.js$/.test(script)
    ? { command: process.execPath, args: [script, ...args] }
    : { command: 'npm', args };
}

// @ts-check
/*
 * Proves the README's two commands on a fresh clone, as a newcomer's machine
 * meets them: a user without rights, an empty HOME, and no compiler, Python,
 * Git, browser or database on the PATH.
 *
 *   node scripts/prove-fresh-clone.mjs [--start-only]
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { root } from './lib/paths.mjs';
import { Problem, runMain, say } from './lib/say.mjs';

/** What a bare machine does not have. */
const ABSENT =
  /^(gcc|g\+\+|cc|c\+\+|c89|c99|cpp|clang.*|make|gmake|cmake|ninja|python.*|pip.*|git.*|yarn.*|pnpm|corepack|docker.*|psql|pg_.*|postgres|chromium.*|google-chrome.*|terraform|kubectl)(-[\d.]+)?$/;

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fresh-clone-'));
  const clone = join(folder, 'clone');
  const home = join(folder, 'home');
  execFileSync('git', ['clone', '--quiet', root, clone]);
  mkdirSync(home);
  const environment = {
    PATH: barePath(join(folder, 'bin')),
    HOME: home,
    LANG: 'C.UTF-8',
    // How npm reaches its registry belongs to the machine and not to the user.
    ...registrySettings(),
  };
  if (isRoot) {
    execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, clone, home]);
    chownSync(folder, NOBODY, NOBODY);
  }
  try {
    await proveStart(clone, environment);
    const code = process.argv.includes('--start-only')
      ? 0
      : await run(clone, environment, ['test']);
    await proveUninstall(clone, environment);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {string} clone @param {NodeJS.ProcessEnv} environment */
async function proveStart(clone, environment) {
  const began = Date.now();
  const { child, ended } = npm(clone, environment, [
    'start',
    '--',
    '--port',
    '0',
  ]);
  const url = await new Promise((fulfil, reject) => {
    void ended.then(code =>
      reject(
        new Problem(
          `npm start ended with ${code} before the portal was ready.`,
        ),
      ),
    );
    child.stdout?.on('data', chunk => {
      const ready = /^Portal ready at (\S+)/m.exec(String(chunk));
      if (ready) {
        fulfil(ready[1]);
      }
    });
  });
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  const page = await fetch(String(url));
  if (!page.ok || !(await page.text()).includes('<div id="root">')) {
    throw new Problem(`The portal answers ${page.status} at ${url}.`);
  }
  child.kill('SIGTERM');
  await ended;
  say(`npm start: ready after ${seconds} s, and stopped`);
}

/** @param {string} clone @param {NodeJS.ProcessEnv} environment */
async function proveUninstall(clone, environment) {
  await run(clone, environment, ['run', 'uninstall']);
  const left = execFileSync(
    'git',
    ['-c', `safe.directory=${clone}`, 'status', '--porcelain', '--ignored'],
    {
      cwd: clone,
      encoding: 'utf8',
    },
  );
  if (left !== '') {
    throw new Problem(`npm run uninstall left behind:\n${left}`);
  }
}

/**
 * @param {string} clone
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} args
 */
async function run(clone, environment, args) {
  const began = Date.now();
  const code = await npm(clone, environment, args).ended;
  say(
    `npm ${args.join(' ')}: code ${code} after ${(
      (Date.now() - began) /
      1000
    ).toFixed(0)} s`,
  );
  return Number(code ?? 1);
}

/**
 * @param {string} clone
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} args
 */
function npm(clone, environment, args) {
  const child = spawn('npm', args, {
    cwd: clone,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  child.stdout.pipe(process.stdout, { end: false });
  const ended = new Promise(fulfil => child.once('close', fulfil));
  return { child, ended };
}

/**
 * A folder of links to the machine's programs without those that are meant to be absent.
 * @param {string} folder
 */
function barePath(folder) {
  mkdirSync(folder);
  const own = [dirname(process.execPath), '/usr/bin', '/usr/sbin'];
  const linked = new Set();
  for (const source of own) {
    for (const name of readdirSync(source)) {
      if (!ABSENT.test(basename(name)) && !linked.has(name)) {
        linked.add(name);
        symlinkSync(resolve(source, name), join(folder, name));
      }
    }
  }
  return folder;
}

function registrySettings() {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
  }).trim();
  return {
    npm_config_registry: registry,
    ...(process.env.NODE_EXTRA_CA_CERTS
      ? { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS }
      : {}),
  };
}

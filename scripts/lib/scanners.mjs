// @ts-check
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { isExecutable } from './debianSid.mjs';
import { inRoot, toolchainFolder } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { Problem } from './say.mjs';

const folder = join(toolchainFolder, 'scanners');

/** Where Go's own archive is unpacked to is not on every path. */
const GO_PROGRAMS = ['go', '/usr/local/go/bin/go'];

/** What the template of DevSecOps pins scanners by. */
const PINS = 'templates/devsecops/skeleton/base/infrastructure/security';

const SERVICE_IN_GO = 'templates/service-go/tests/golden/everything';

/**
 * What the scanners read in their proofs that read through Go: where it is older than
 * the code asks for, or has no modules, they fail, or find nothing.
 */
const CODE_IN_GO = {
  gosec: [SERVICE_IN_GO, 'templates/devsecops/tests/seeded/gosec/service'],
  govulncheck: [
    SERVICE_IN_GO,
    'templates/devsecops/tests/seeded/govulncheck/service',
  ],
};

/**
 * How a scanner is had without its image; all others are skipped by name.
 * @type {Record<string, (version: string) => Promise<string>>}
 */
const SOURCES = {
  semgrep: version => installPython('semgrep', version),
  checkov: version => installPython('checkov', version),
  gitleaks: version =>
    installGo('gitleaks', `github.com/zricethezav/gitleaks/v8@v${version}`),
  async gosec(version) {
    await loadCode('gosec');
    const module = `github.com/securego/gosec/v2/cmd/gosec@v${version}`;
    return await installGo('gosec', module);
  },
  async govulncheck(version) {
    await loadCode('govulncheck');
    return await installBySums('govulncheck', version);
  },
  kubesec: version => installBySums('kubesec', version),
  tfsec: version =>
    installGo('tfsec', `github.com/aquasecurity/tfsec/cmd/tfsec@v${version}`),
};

/** The scanners that are had without their images. */
export const SCANNERS = Object.keys(SOURCES);

/**
 * Scanners in the versions that the template of DevSecOps pins, one folder of all
 * that can be had here.
 *
 * @param {Map<string, string>} versions - by their names, as `readPins` has them
 * @param {(name: string, error: unknown) => void} onMissing
 * @returns {Promise<string>}
 */
export async function ensureScanners(versions, onMissing) {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  // They wait for the network more than for one another.
  await Promise.all(
    [...versions].map(async ([name, version]) => {
      const link = join(bin, name);
      rmSync(link, { force: true });
      try {
        const program = await SOURCES[name]?.(version);
        if (program) {
          symlinkSync(program, link);
        }
      } catch (error) {
        onMissing(name, error);
      }
    }),
  );
  return bin;
}

/**
 * The versions that tools.json of DevSecOps pins. One that is not found there is a
 * fault of this repository, and no machine's lack.
 *
 * @param {Record<string, { image?: string; go?: string } | undefined>} [tools]
 */
export function readPins(tools = readTools()) {
  return new Map(
    SCANNERS.map(name => {
      const { image = '', go = '' } = tools[name] ?? {};
      // As `semgrep/semgrep:1.178.0@sha256:…`, or as `golang.org/x/…@v1.6.0`.
      const version = /(?::v?(\d+\.\d+\.\d+)@|@v(\d+\.\d+\.\d+)$)/.exec(
        image || go,
      );
      const found = version?.[1] ?? version?.[2];
      if (!found) {
        throw new Problem(`tools.json of DevSecOps pins no version of ${name}`);
      }
      return [name, found];
    }),
  );
}

function readTools() {
  return JSON.parse(readFileSync(join(inRoot(PINS), 'tools.json'), 'utf8'));
}

/**
 * From PyPI, with what it needs in an environment of its own.
 * @param {string} name
 * @param {string} version
 */
async function installPython(name, version) {
  const environment = join(folder, `${name}-${version}`);
  const program = join(environment, 'bin', name);
  if (isExecutable(program)) {
    return program;
  }
  const advice = `It needs Python 3 with venv, and its packages. The proofs with ${name} are skipped.`;
  await runQuietly({
    title: `Making an environment for ${name}`,
    command: 'python3',
    args: ['-m', 'venv', '--clear', environment],
    advice,
  });
  await runQuietly({
    title: `Installing ${name} ${version}`,
    command: join(environment, 'bin/pip'),
    args: [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `${name}==${version}`,
    ],
    advice,
  });
  return program;
}

/**
 * Has Go load what the scanner reads in its proofs, with the modules of that; without
 * it there is nothing to prove here.
 * @param {keyof typeof CODE_IN_GO} name
 */
export async function loadCode(name) {
  const go = findGo(name);
  for (const folder of CODE_IN_GO[name]) {
    await runQuietly({
      title: `Loading what ${name} reads in ${folder} by Go, with its modules`,
      command: go,
      // Prints what is wrong, and no names.
      args: ['list', '-deps', '-f', '{{""}}', './...'],
      cwd: inRoot(folder),
      // A newer Go is not fetched for it: that takes minutes.
      env: { ...process.env, GOTOOLCHAIN: 'local' },
      advice: `The proofs with ${name} are skipped.`,
    });
  }
}

/**
 * Built from its module.
 * @param {string} name
 * @param {string} module - with its version
 */
async function installGo(name, module) {
  const built = join(folder, module.replace(/^.*@/, `${name}-`));
  const program = join(built, name);
  if (isExecutable(program)) {
    return program;
  }
  await buildGo(name, { args: ['install', module], built });
  return program;
}

/**
 * Built as the rendered pipeline builds it: with the sums of all that it needs, and
 * nothing else.
 * @param {string} name
 * @param {string} version
 */
async function installBySums(name, version) {
  const built = join(folder, `${name}-${version}`);
  const program = join(built, name);
  if (isExecutable(program)) {
    return program;
  }
  mkdirSync(built, { recursive: true });
  for (const kind of ['mod', 'sum']) {
    const pinned = join(inRoot(PINS), 'go', `${name}.${kind}`);
    copyFileSync(pinned, join(built, `go.${kind}`));
  }
  const args = ['install', '-mod=readonly', 'tool'];
  await buildGo(name, { args, built, cwd: built });
  return program;
}

/**
 * @param {string} name
 * @param {{ args: string[]; built: string; cwd?: string }} options
 */
export async function buildGo(name, { args, built, cwd }) {
  await runQuietly({
    title: `Building ${name}`,
    command: findGo(name),
    args,
    ...(cwd && { cwd }),
    // A newer Go is not fetched for it: that takes minutes.
    env: { ...process.env, GOTOOLCHAIN: 'local', GOBIN: built },
    advice: `The proofs with ${name} are skipped.`,
  });
}

/** @param {string} name - of the scanner that needs it */
function findGo(name) {
  const go = GO_PROGRAMS.find(
    command => spawnSync(command, ['version']).status === 0,
  );
  if (!go) {
    throw new Problem(
      `${name} is built with Go, which is not on this machine. The proofs with it are skipped.`,
    );
  }
  return go;
}

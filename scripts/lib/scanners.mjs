// @ts-check
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable } from './debianSid.mjs';
import {
  findGo,
  installBySums,
  installGo,
  installReplacing,
} from './goPrograms.mjs';
import { inRoot, toolchainFolder } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { Problem } from './say.mjs';

const folder = join(toolchainFolder, 'scanners');

/** What the template of DevSecOps pins scanners by. */
const PINS = 'templates/devsecops/skeleton/static/infrastructure/security';

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
  gitleaks: version => byName('gitleaks', version, 'zricethezav/gitleaks/v8'),
  async gosec(version) {
    await loadCode('gosec');
    return await byName('gosec', version, 'securego/gosec/v2/cmd/gosec');
  },
  async govulncheck(version) {
    await loadCode('govulncheck');
    return await bySums('govulncheck', version);
  },
  kubesec: version => bySums('kubesec', version),
  tfsec: version => byName('tfsec', version, 'aquasecurity/tfsec/cmd/tfsec'),
};

/**
 * Those that a processor builds for more than a minute and a half: when asked for, and
 * taken from then on.
 * @type {Record<string, (version: string) => Promise<string>>}
 */
const SLOW_SOURCES = {
  trufflehog: version =>
    installReplacing('trufflehog', {
      module: 'github.com/trufflesecurity/trufflehog/v3',
      version,
      built: builtFolder('trufflehog', version),
      // As its maker releases it.
      env: { CGO_ENABLED: '0' },
    }),
  grype: version =>
    byName('grype', version, 'anchore/grype/cmd/grype', { CGO_ENABLED: '0' }),
  trivy: version =>
    byName('trivy', version, 'aquasecurity/trivy/cmd/trivy', {
      CGO_ENABLED: '0',
      GOEXPERIMENT: 'jsonv2',
    }),
};

/** The scanners that every run gets without their images. */
export const SCANNERS = Object.keys(SOURCES);

/** The scanners that are built when asked for. */
export const SLOW_SCANNERS = Object.keys(SLOW_SOURCES);

/**
 * Scanners in the versions that the template of DevSecOps pins, one folder of all
 * that can be had here. Of the slow ones those that are built already.
 *
 * @param {Map<string, string>} versions - by their names, as `readPins` has them
 * @param {(name: string, error: unknown) => void} onMissing
 * @param {string} [kept] - where they are kept
 * @returns {Promise<string>}
 */
export async function ensureScanners(versions, onMissing, kept = folder) {
  const bin = join(kept, 'bin');
  mkdirSync(bin, { recursive: true });
  // They wait for the network more than for one another.
  await Promise.all(
    [...versions].map(async ([name, version]) => {
      const link = join(bin, name);
      rmSync(link, { force: true });
      try {
        const program = await (SOURCES[name]?.(version) ??
          findBuilt(kept, name, version));
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
 * Builds the slow ones, one after the other: each takes all processors for minutes.
 * One that cannot be built is no reason to skip it: it was asked for.
 * @param {Map<string, string>} versions
 */
export async function buildSlowScanners(versions) {
  for (const name of SLOW_SCANNERS) {
    await SLOW_SOURCES[name]?.(versions.get(name) ?? '');
  }
}

/**
 * The versions that tools.json of DevSecOps pins. One that is not found there is a
 * fault of this repository, and no machine's lack.
 *
 * @param {Record<string, { image?: string; go?: string } | undefined>} [tools]
 */
export function readPins(tools = readTools()) {
  return new Map(
    [...SCANNERS, ...SLOW_SCANNERS].map(name => {
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
 * @param {string} name
 * @param {string} version
 * @param {string} path - of its package, after GitHub's name
 * @param {NodeJS.ProcessEnv} [env]
 */
function byName(name, version, path, env) {
  return installGo(name, {
    package: `github.com/${path}`,
    version,
    built: builtFolder(name, version),
    ...(env && { env }),
  });
}

/**
 * As the rendered pipeline builds it.
 * @param {string} name
 * @param {string} version
 */
function bySums(name, version) {
  return installBySums(name, {
    pins: join(inRoot(PINS), 'go'),
    built: join(folder, `${name}-${version}`),
  });
}

/**
 * @param {string} kept
 * @param {string} name
 * @param {string} version
 */
function findBuilt(kept, name, version) {
  const program = join(builtFolder(name, version, kept), name);
  return isExecutable(program) ? program : undefined;
}

/**
 * @param {string} name
 * @param {string} version
 * @param {string} [kept]
 */
function builtFolder(name, version, kept = folder) {
  return join(kept, `${name}-v${version}`);
}

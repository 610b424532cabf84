// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable } from './debianSid.mjs';
import { inRoot, toolchainFolder } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { Problem, say } from './say.mjs';

const folder = join(toolchainFolder, 'scanners');

/** Where Go's own archive is unpacked to is not on every path. */
const GO_PROGRAMS = ['go', '/usr/local/go/bin/go'];

/**
 * How a scanner is had without its image; all others are skipped by name.
 * @type {Record<string, (version: string) => Promise<string>>}
 */
const SOURCES = {
  semgrep: version => installPython('semgrep', version),
  checkov: version => installPython('checkov', version),
  gitleaks: version =>
    installGo('gitleaks', `github.com/zricethezav/gitleaks/v8@v${version}`),
  gosec: version =>
    installGo('gosec', `github.com/securego/gosec/v2/cmd/gosec@v${version}`),
  tfsec: version =>
    installGo('tfsec', `github.com/aquasecurity/tfsec/cmd/tfsec@v${version}`),
};

/**
 * Scanners in the versions that the template of DevSecOps pins, one folder of all
 * that can be had here.
 *
 * @returns {Promise<string>}
 */
export async function ensureScanners() {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const pins = JSON.parse(
    readFileSync(
      inRoot(
        'templates/devsecops/skeleton/base/infrastructure/security/tools.json',
      ),
      'utf8',
    ),
  );
  // They wait for the network more than for one another.
  await Promise.all(
    Object.entries(SOURCES).map(async ([name, install]) => {
      const link = join(bin, name);
      rmSync(link, { force: true });
      try {
        symlinkSync(
          await install(pinnedVersion(name, pins[name]?.image)),
          link,
        );
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }),
  );
  return bin;
}

/**
 * @param {string} name
 * @param {string | undefined} image - as `semgrep/semgrep:1.178.0@sha256:…`
 */
function pinnedVersion(name, image) {
  const version = /:v?(\d+\.\d+\.\d+)@/.exec(image ?? '')?.[1];
  if (!version) {
    throw new Problem(`tools.json of DevSecOps pins no version of ${name}`);
  }
  return version;
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
  const go = GO_PROGRAMS.find(
    command => spawnSync(command, ['version']).status === 0,
  );
  if (!go) {
    throw new Problem(
      `${name} is built with Go, which is not on this machine. The proofs with it are skipped.`,
    );
  }
  await runQuietly({
    title: `Building ${name}`,
    command: go,
    args: ['install', module],
    env: { ...process.env, GOBIN: built },
    advice: `The proofs with ${name} are skipped.`,
  });
  return program;
}

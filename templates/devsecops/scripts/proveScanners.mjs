/*
 * Plants a fault for each scanner in what the template renders, and expects
 * the rendered configuration to find it and the gate to stop it; without the
 * fault the gate has to let it pass.
 *
 *   node templates/devsecops/scripts/proveScanners.mjs [--tools <folder>] [scanner ...]
 *
 * With --passes <folder> nothing is planted: the gate has to let that rendering
 * of the whole platform pass. With --service <folder> another rendering lies beside
 * its services, as one in Go, which the shop has none of. What gives a scanner
 * nothing to read proves nothing, and is named as FAILED.
 *
 * A scanner whose program is neither in the folder nor on the PATH, or that
 * cannot reach what it has to ask, is named as NOT RUN.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const template = fileURLToPath(new URL('..', import.meta.url));
const rendering = join(template, 'tests/golden/shop');
const yaml = dirname(
  createRequire(import.meta.url).resolve('yaml/package.json'),
);

/** What is planted, and the rules that have to notice. */
const PROOFS = {
  semgrep: {
    seed: 'semgrep',
    rules: [
      'shop-sql-from-text',
      'shop-request-without-limit',
      'shop-card-data-in-log',
      'shop-guessable-token',
      'shop-go-sql-from-text',
      'shop-go-sql-from-text',
      'shop-go-client-without-limit',
      'shop-workflow-foreign-code',
      'shop-workflow-unpinned-action',
    ],
  },
  gosec: { seed: 'gosec', rules: ['G402', 'G401'] },
  // Of its database this one entry is enough, and needs no network.
  govulncheck: {
    seed: 'govulncheck',
    rules: ['GO-2021-0113'],
    extra: [`-db=${pathToFileURL(join(template, 'tests/vulndb'))}`],
  },
  // Made up here and now: no credential is kept in the repository, not even a false one.
  gitleaks: {
    plant: plantSecrets,
    rules: [
      'liqpay-private-key',
      'vault-token',
      'database-url-with-password',
      // Two look like the name of an entry of a Secret, and one lies where those do.
      'generic-api-key',
      'generic-api-key',
    ],
  },
  trufflehog: { plant: plantSecrets, rules: ['Postgres'] },
  'npm-audit': {
    program: 'npm',
    seed: 'npm-audit',
    rules: ['GHSA-p6mc-m468-83gw'],
    asks: true,
  },
  trivy: { seed: 'dockerfile', rules: ['DS-0002'] },
  grype: {
    seed: 'npm-audit',
    rules: ['GHSA-p6mc-m468-83gw-lodash'],
    asks: true,
  },
  tfsec: { seed: 'tfsec', rules: ['google-compute-no-public-ingress'] },
  checkov: {
    seed: 'kubernetes',
    rules: ['CKV_K8S_16', 'CKV_K8S_17', 'CKV_K8S_27'],
  },
  kubesec: { seed: 'kubernetes', rules: ['Privileged'] },
  polaris: { seed: 'kubernetes', rules: ['runAsPrivileged', 'hostPIDSet'] },
  'kube-linter': {
    seed: 'kubernetes',
    rules: ['privileged-container', 'host-pid', 'docker-sock'],
    failOn: 'medium',
  },
};

function plantSecrets(folder) {
  const letters = count =>
    randomBytes(count * 2)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, count);
  // Of a second factor. Digits between them, so that no word comes about that is passed over.
  const oneTimeKey = () =>
    [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
      .map(letter => ({ letter, place: randomInt(1_000_000) }))
      .sort((one, other) => one.place - other.place)
      .slice(0, 12)
      .map(({ letter }, index) => `${letter}${2 + (index % 6)}`)
      .join('');
  const planted = {
    'services/payments/notes.txt': [
      `LIQPAY_PRIVATE_KEY=${letters(40)}`,
      `VAULT_TOKEN=hvs.${letters(28)}`,
      `DATABASE_URL=postgresql://core:${letters(
        24,
      )}@db.shop.example.com:5432/shop`,
    ],
    'services/payments/totp.yaml': [`secretKey: ${oneTimeKey()}`],
    'services/payments/external-secret.yaml': [`secretKey: ${oneTimeKey()}`],
  };
  for (const [name, lines] of Object.entries(planted)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${lines.join('\n')}\n`);
  }
  commit(folder, 'Take notes');
  // Deleted is not gone.
  Object.keys(planted).forEach(name => rmSync(join(folder, name)));
}

function prove(name, given) {
  const { seed, plant, rules, asks, failOn } = PROOFS[name];
  return withProgram(name, given, (tools, folder) => {
    copyRendering(rendering, folder);
    const clean = scan(name, folder, { tools, asks, out: 'reports-clean' });
    if (clean.failed) {
      return { state: asks ? 'NOT RUN' : 'FAILED', why: clean.failed };
    }
    const passes = gate(folder, 'reports-clean');
    if (passes.status !== 0) {
      return { state: 'FAILED', why: `without a fault: ${passes.stdout}` };
    }

    if (plant) {
      plant(folder);
    } else {
      cpSync(join(template, 'tests/seeded', seed), folder, { recursive: true });
    }
    commit(folder, 'Plant a fault');
    const seeded = scan(name, folder, { tools, asks, out: 'reports' });
    if (seeded.failed) {
      return { state: asks ? 'NOT RUN' : 'FAILED', why: seeded.failed };
    }
    const left = [...seeded.rules];
    const missed = rules.filter(rule => {
      const at = left.indexOf(rule);
      return at === -1 || left.splice(at, 1).length === 0;
    });
    if (missed.length > 0) {
      const names = [...new Set(seeded.rules)].join(' ');
      return {
        state: 'FAILED',
        why: `missed ${missed}, found ${names || 'nothing'}`,
      };
    }
    if (failOn) {
      const path = join(folder, 'infrastructure/security/scanners.json');
      const settings = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify({ ...settings, failOn }));
    }
    return gate(folder, 'reports').status === 1
      ? { state: 'FOUND', why: rules.join(', ') }
      : { state: 'FAILED', why: 'the gate lets it pass' };
  });
}

/** Calls with the folder of the scanner's program and one to scan in, where it is had. */
function withProgram(name, given, call) {
  const { program = name, extra } = PROOFS[name];
  const found = find(program, given);
  if (!found) {
    return { state: 'NOT RUN', why: `${program} is not on this machine` };
  }
  const folder = mkdtempSync(join(tmpdir(), 'scanned-'));
  const wrapped = mkdtempSync(join(tmpdir(), 'wrapped-'));
  try {
    return call(extra ? wrap(program, found, extra, wrapped) : given, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(wrapped, { recursive: true, force: true });
  }
}

/** A folder with a program that adds arguments to what it is asked. */
function wrap(program, path, extra, folder) {
  const quote = text => `'${text.replaceAll("'", "'\\''")}'`;
  writeFileSync(
    join(folder, program),
    `#!/bin/sh\nexec ${[path, ...extra].map(quote).join(' ')} "$@"\n`,
    { mode: 0o755 },
  );
  return folder;
}

/** Whether the gate lets a rendering pass as it is, with services beside its own. */
function pass(name, { whole, services }, given) {
  const { asks } = PROOFS[name];
  return withProgram(name, given, (tools, folder) => {
    copyRendering(whole, folder, services);
    const { planned, failed: why } = plan(folder);
    if (why || !planned.includes(name)) {
      return { state: 'FAILED', why: why ?? 'it has nothing here to read' };
    }
    const { failed } = scan(name, folder, { tools, asks, out: 'reports' });
    if (failed) {
      return { state: asks ? 'NOT RUN' : 'FAILED', why: failed };
    }
    const { status, stdout } = gate(folder, 'reports');
    return status === 0
      ? { state: 'PASSES', why: stdout.trim() }
      : { state: 'FAILED', why: stdout.trim() };
  });
}

/** A repository with this rendering, and services beside its own, as its only commit. */
function copyRendering(from, folder, services = []) {
  copyFiles(from, folder);
  services.forEach((service, index) =>
    copyFiles(service, join(folder, 'services', `beside-${index + 1}`)),
  );
  const modules = join(folder, 'infrastructure/security/node_modules');
  mkdirSync(modules);
  symlinkSync(yaml, join(modules, 'yaml'));
  git(folder, 'init', '--quiet');
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\nreports*\n');
  commit(folder, 'Render');
}

function copyFiles(from, folder) {
  cpSync(from, folder, {
    recursive: true,
    filter: path => basename(path) !== 'node_modules',
  });
}

/** What the rendered pipeline would run here. */
function plan(folder) {
  const { status, stdout, stderr } = node(folder, 'plan.mjs', []);
  const line = /^scanners=(.*)$/m.exec(stdout)?.[1];
  return status === 0 && line
    ? { planned: JSON.parse(line) }
    : { failed: `nothing is planned: ${stderr.slice(-500)}` };
}

function scan(name, folder, { tools, asks, out }) {
  const { status, stderr } = node(folder, 'scan.mjs', [
    name,
    '--out',
    join(folder, out),
    ...(tools ? ['--tools', tools] : ['--tools', join(folder, 'none')]),
    ...(asks ? [] : ['--offline']),
  ]);
  if (status !== 0) {
    const reason = /Error: .*/.exec(stderr)?.[0] ?? stderr.slice(-500);
    return { failed: reason };
  }
  const path = join(folder, out, `${name}.sarif`);
  const [run] = JSON.parse(readFileSync(path, 'utf8')).runs;
  return { rules: run.results.map(({ ruleId }) => ruleId) };
}

function gate(folder, reports) {
  return node(folder, 'gate.mjs', ['--reports', join(folder, reports)]);
}

function node(folder, script, parameters) {
  return spawnSync(
    process.execPath,
    [join(folder, 'infrastructure/security/scripts', script), ...parameters],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
}

function commit(folder, message) {
  git(folder, 'add', '--all');
  git(
    folder,
    '-c',
    'user.name=Proof',
    '-c',
    'user.email=proof@example.com',
    'commit',
    '--quiet',
    `--message=${message}`,
  );
}

function git(folder, ...parameters) {
  execFileSync('git', parameters, { cwd: folder, stdio: 'pipe' });
}

/** Where a program is, if it can be run. */
function find(program, tools) {
  const folders = [tools ?? '', ...(process.env.PATH ?? '').split(delimiter)];
  return folders
    .filter(folder => folder !== '')
    .map(folder => resolve(folder, program))
    .find(path => {
      try {
        accessSync(path, constants.X_OK);
        return existsSync(path);
      } catch {
        return false;
      }
    });
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tools: { type: 'string' },
    passes: { type: 'string' },
    service: { type: 'string', multiple: true, default: [] },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(PROOFS);
// Scanners run in other folders than this one.
const tools = values.tools && resolve(values.tools);
let failed = false;
for (const name of names) {
  const { state, why } = values.passes
    ? pass(name, { whole: values.passes, services: values.service }, tools)
    : prove(name, tools);
  failed ||= state === 'FAILED';
  console.log(`${state.padEnd(8)} ${name}: ${why}`);
}
// CodeQL's engine is GitHub's, and runs in the pipeline alone.
if (positionals.length === 0) {
  console.log('NOT RUN  codeql: it runs in the pipeline alone');
}
process.exitCode = failed ? 1 : 0;

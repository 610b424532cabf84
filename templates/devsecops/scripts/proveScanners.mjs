/*
 * Plants a fault for each scanner in what the template renders, and expects
 * the rendered configuration to find it and the gate to stop it; without the
 * fault the gate has to let it pass.
 *
 *   node templates/devsecops/scripts/proveScanners.mjs [--tools <folder>] [scanner ...]
 *
 * With --plans nothing is scanned: the rendered pipeline has to plan each scanner
 * where its fault is planted.
 *
 * With --passes <folder> nothing is planted: the gate has to let that rendering
 * of the whole platform pass. With --service <folder> another rendering lies beside
 * its services, as one in Go, which the shop has none of. What gives a scanner
 * nothing to read proves nothing, and is named as FAILED.
 *
 * govulncheck, npm audit and Grype are given what was recorded of the advisories that
 * they ask for; with --online they ask others, as in the pipeline.
 *
 * A scanner whose program is neither in the folder nor on the PATH, or that
 * cannot reach what it has to ask, is named as NOT RUN.
 */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { analyze, LANGUAGE, readRules } from './codeql.mjs';
import { PROOFS } from './proofs.mjs';
import { commit, copyRendering } from './repositories.mjs';

const template = fileURLToPath(new URL('..', import.meta.url));
const rendering = join(template, 'tests/golden/shop');

const { metadata } = parse(
  readFileSync(join(template, 'template.yaml'), 'utf8'),
);
const released = metadata.releases[0].date;

function prove(name, given) {
  const { rules, failOn } = PROOFS[name];
  const asks = asksOthers(name);
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

    plantFault(name, folder);
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

function plantFault(name, folder) {
  const { seed, plant } = PROOFS[name];
  if (plant) {
    plant(folder, commit);
  } else {
    cpSync(join(template, 'tests/seeded', seed), folder, { recursive: true });
  }
  commit(folder, 'Plant a fault');
}

/** Whether the rendered pipeline would run it over its fault. */
function provePlan(name) {
  const folder = mkdtempSync(join(tmpdir(), 'scanned-'));
  try {
    copyRendering(rendering, folder);
    plantFault(name, folder);
    const { planned, failed } = plan(folder);
    return planned?.includes(name)
      ? { state: 'PLANNED', why: 'where its fault is' }
      : { state: 'FAILED', why: failed ?? `only ${planned} are planned` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Calls with the folder of the scanner's program and one to scan in, where it is had. */
function withProgram(name, given, call) {
  const { program = name, recorded } = PROOFS[name];
  const found = find(program, given);
  if (!found) {
    return { state: 'NOT RUN', why: `${program} is not on this machine` };
  }
  const folder = mkdtempSync(join(tmpdir(), 'scanned-'));
  const wrapped = mkdtempSync(join(tmpdir(), 'wrapped-'));
  try {
    const isGiven = recorded && !asksOthers(name);
    return call(
      isGiven ? wrap(program, found, recorded, wrapped) : given,
      folder,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(wrapped, { recursive: true, force: true });
  }
}

/** Whether it needs what is not on this machine. */
function asksOthers(name) {
  return values.online && PROOFS[name].recorded !== undefined;
}

/** A folder with the program that takes what is recorded in place of what it asks. */
function wrap(program, path, { before = [], after = [] }, folder) {
  const quote = text => `'${text.replaceAll("'", "'\\''")}'`;
  writeFileSync(
    join(folder, program),
    `#!/bin/sh\nexec ${[...before, path, ...after]
      .map(quote)
      .join(' ')} "$@"\n`,
    { mode: 0o755 },
  );
  return folder;
}

/** Whether the gate lets a rendering pass as it is, with services beside its own. */
function pass(name, { whole, services }, given) {
  const asks = asksOthers(name);
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

/** What the rendered pipeline would run here. */
function plan(folder) {
  const { status, stdout, stderr } = node(folder, 'plan.mjs', []);
  const read = key => new RegExp(`^${key}=(.*)$`, 'm').exec(stdout)?.[1];
  const [scanners, languages] = [read('scanners'), read('languages')];
  return status === 0 && scanners && languages
    ? {
        planned: [
          ...JSON.parse(scanners),
          // It is a job of its own, for each language.
          ...(JSON.parse(languages).includes(LANGUAGE) ? ['codeql'] : []),
        ],
      }
    : { failed: `nothing is planned: ${stderr.slice(-500)}` };
}

function scan(name, folder, { tools, asks, out }) {
  if (name === 'codeql') {
    return analyze(folder, { program: find('codeql', tools), out });
  }
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
  return { rules: readRules(join(folder, out, `${name}.sarif`)) };
}

/** As on the day of the newest release: what it excuses ends some day. */
function gate(folder, reports) {
  return node(folder, 'gate.mjs', [
    ...['--reports', join(folder, reports)],
    ...['--today', released],
  ]);
}

function node(folder, script, parameters) {
  return spawnSync(
    process.execPath,
    [join(folder, 'infrastructure/security/scripts', script), ...parameters],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
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
    plans: { type: 'boolean', default: false },
    online: { type: 'boolean', default: false },
    service: { type: 'string', multiple: true, default: [] },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(PROOFS);
// Scanners run in other folders than this one.
const tools = values.tools && resolve(values.tools);
let failed = false;
const judge = name => {
  if (values.plans) {
    return provePlan(name);
  }
  return values.passes
    ? pass(name, { whole: values.passes, services: values.service }, tools)
    : prove(name, tools);
};
for (const name of names) {
  const { state, why } = judge(name);
  failed ||= state === 'FAILED';
  console.log(`${state.padEnd(8)} ${name}: ${why}`);
}
process.exitCode = failed ? 1 : 0;

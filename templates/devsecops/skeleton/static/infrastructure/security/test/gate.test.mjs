import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decide, readExceptions, readIgnored } from '../scripts/gate.mjs';

const limits = { today: '2026-06-01', maxExceptionDays: 180 };

function exceptionsOf(fields) {
  return JSON.stringify({
    exceptions: [
      {
        scanner: 'trivy',
        rule: 'CVE-1',
        reason: 'Never called',
        approvedBy: 'team-platform',
        expires: '2026-07-01',
        ...fields,
      },
    ],
  });
}

function finding(fields) {
  return {
    scanner: 'trivy',
    rule: 'CVE-1',
    severity: 'high',
    path: 'package-lock.json',
    line: 1,
    message: '',
    ...fields,
  };
}

test('an exception holds until its day, that day included', () => {
  for (const expires of ['2026-06-01', '2026-11-28']) {
    assert.deepEqual(
      readExceptions(exceptionsOf({ expires }), limits).problems,
      [],
    );
  }
});

test('an exception that has expired, is for ever or lacks a reason is refused', () => {
  const problems = fields =>
    readExceptions(exceptionsOf(fields), limits).problems.join();
  assert.match(problems({ expires: '2026-05-31' }), /expired/);
  assert.match(problems({ expires: '2026-11-29' }), /longer than 180 days/);
  assert.match(problems({ expires: 'soon' }), /no date/);
  assert.match(problems({ expires: '2026-02-30' }), /no date/);
  assert.match(problems({ reason: '' }), /no reason/);
  assert.match(problems({ until: '2026-07-01' }), /unknown field until/);
});

test('what Trivy passes over ends as well, within a year', () => {
  const problems = fields => {
    const entry = { id: 'KSV-1', statement: 'On purpose', ...fields };
    const text = JSON.stringify({ misconfigurations: [entry] });
    return readIgnored(text, limits).join();
  };
  for (const day of ['2026-06-01', '2027-06-02']) {
    assert.equal(problems({ expired_at: day }), '');
  }
  assert.match(problems({}), /KSV-1 of misconfigurations has no expired_at/);
  assert.match(problems({ expired_at: '2026-05-31' }), /expired on/);
  assert.match(problems({ expired_at: '2027-06-03' }), /longer than 366 days/);
  assert.match(problems({ expired_at: '2027-02-30' }), /no date/);
  assert.match(
    problems({ expired_at: '2026-07-01', statement: '' }),
    /no statement/,
  );
  assert.deepEqual(
    readIgnored('# Nothing so far\nvulnerabilities: []\n', limits),
    [],
  );
});

/** What the gate says of a repository with these files, and how it ends. */
function runGate(context, files) {
  const root = mkdtempSync(join(tmpdir(), 'gate-'));
  context.after(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'infrastructure/security');
  mkdirSync(folder, { recursive: true });
  const settings = { failOn: 'high', maxExceptionDays: 180 };
  writeFileSync(join(folder, 'scanners.json'), JSON.stringify(settings));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  const gate = fileURLToPath(new URL('../scripts/gate.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [gate, '--root', root, '--today', limits.today],
    { encoding: 'utf8', env: { ...process.env, GITHUB_STEP_SUMMARY: '' } },
  );
  return { status, stderr, lines: stdout.trim().split('\n').slice(1) };
}

test('files of exceptions may be deleted, or have nothing in them', context => {
  for (const files of [
    {},
    { 'exceptions.yaml': '', 'trivyignore.yaml': '# Nothing so far\n' },
    { 'exceptions.yaml': 'exceptions:\n', 'trivyignore.yaml': '{}\n' },
  ]) {
    assert.deepEqual(runGate(context, files), {
      status: 0,
      stderr: '',
      lines: [],
    });
  }
});

test('files of exceptions that cannot be read are said to be so', context => {
  const { status, stderr, lines } = runGate(context, {
    'exceptions.yaml': 'exceptions:\n  - rule: "CVE-1\n',
    'trivyignore.yaml': 'misconfigurations\n',
  });
  assert.deepEqual([status, stderr, lines.length], [1, '', 2]);
  assert.match(lines[0], /^- exceptions\.yaml: is no YAML - .* at line \d+/);
  assert.match(lines[1], /^- trivyignore\.yaml: is no YAML with names/);

  const empty = runGate(context, { 'exceptions.yaml': 'exceptions: [null]\n' });
  assert.deepEqual([empty.status, empty.stderr], [1, '']);
  assert.match(empty.lines[0], /exception 1 .* has no scanner/);
});

test('only what is severe enough and not excused fails', () => {
  const { failures, excused, unused } = decide({
    findings: [
      finding(),
      finding({ rule: 'CVE-2' }),
      finding({ rule: 'CVE-3', severity: 'medium' }),
      finding({ rule: 'CVE-1', scanner: 'grype' }),
    ],
    exceptions: [
      { scanner: 'trivy', rule: 'CVE-1' },
      { scanner: 'trivy', rule: 'CVE-9' },
    ],
    failOn: 'high',
  });
  assert.deepEqual(
    failures.map(({ scanner, rule }) => `${scanner} ${rule}`),
    ['trivy CVE-2', 'grype CVE-1'],
  );
  assert.equal(excused.length, 1);
  assert.deepEqual(
    unused.map(({ rule }) => rule),
    ['CVE-9'],
  );
});

test('an exception with a path excuses that file alone', () => {
  const { failures } = decide({
    findings: [finding(), finding({ path: 'other/package-lock.json' })],
    exceptions: [
      { scanner: 'trivy', rule: 'CVE-1', path: 'package-lock.json' },
    ],
    failOn: 'high',
  });
  assert.deepEqual(
    failures.map(({ path }) => path),
    ['other/package-lock.json'],
  );
});

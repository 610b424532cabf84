import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plan } from '../scripts/plan.mjs';
import {
  readKubesec,
  readNpmAudit,
  readPolaris,
  readTruffleHog,
  refuseUnread,
} from '../scripts/reports.mjs';
import { readSarif, writeSarif } from '../scripts/sarif.mjs';

test('a scanner is planned where its language is, unless it is off', () => {
  const files = ['package-lock.json', 'src/main.ts', 'Dockerfile'];
  const planned = plan(files, { off: ['semgrep', 'codeql'] });
  assert.ok(planned.scanners.includes('npm-audit'));
  assert.ok(!planned.scanners.includes('gosec'));
  assert.ok(!planned.scanners.includes('tfsec'));
  assert.ok(!planned.scanners.includes('semgrep'));
  assert.deepEqual(planned.images, ['.']);
  assert.deepEqual(planned.languages, []);

  const go = plan(['go.mod', 'main.go', 'main.tf'], { off: [] });
  assert.ok(go.scanners.includes('gosec') && go.scanners.includes('tfsec'));
  assert.deepEqual(go.languages, ['go']);
  assert.deepEqual(go.images, []);
});

test('SARIF keeps the severity, the line and the path in the repository', () => {
  const report = {
    runs: [
      {
        tool: {
          driver: {
            rules: [
              { id: 'scored', properties: { 'security-severity': '9.1' } },
              { id: 'levelled', defaultConfiguration: { level: 'note' } },
            ],
          },
        },
        results: [
          result('scored', 'file:///src/a.ts', 7),
          result('levelled', 'b.ts', 0),
          {
            ...result('scored', 'c.ts', 1),
            suppressions: [{ kind: 'inSource' }],
          },
        ],
      },
    ],
  };
  const findings = readSarif(report, { strip: ['/src'], prefix: 'api' });
  assert.deepEqual(
    findings.map(({ severity, path, line }) => [severity, path, line]),
    [
      ['critical', 'a.ts', 7],
      ['low', 'api/b.ts', 1],
    ],
  );
  assert.deepEqual(
    readSarif(writeSarif('tool', findings)).map(({ severity }) => severity),
    ['critical', 'low'],
  );
});

test('gosec that could not load the code has not scanned it', () => {
  refuseUnread({ 'Golang errors': {}, Stats: { files: 7 } }, 'services/stock');
  for (const errors of [null, { 'main.go': null }, { 'main.go': [] }]) {
    refuseUnread({ 'Golang errors': errors }, 'services/stock');
  }
  assert.throws(
    () =>
      refuseUnread(
        {
          'Golang errors': {
            '/src/services/stock/main.go': [
              { line: 10, error: 'could not import example.com/left' },
            ],
          },
        },
        'services/stock',
      ),
    /could not read 1 files of services\/stock, first .*main\.go:10: could not import/,
  );
});

test('npm audit, TruffleHog, Kubesec and Polaris become findings', () => {
  const audit = readNpmAudit(
    {
      vulnerabilities: {
        left: {
          via: [
            {
              url: 'https://github.com/advisories/GHSA-1',
              name: 'left',
              title: 'Runs code',
              severity: 'moderate',
              range: '<2',
            },
          ],
        },
        right: { via: ['left'] },
      },
    },
    'api',
  );
  assert.deepEqual(
    audit.map(({ rule, severity, path }) => [rule, severity, path]),
    [['GHSA-1', 'medium', 'api/package-lock.json']],
  );

  const [secret] = readTruffleHog(
    `${JSON.stringify({
      DetectorName: 'Slack',
      Raw: 'the secret',
      SourceMetadata: { Data: { Filesystem: { file: '/src/a.env', line: 3 } } },
    })}\n`,
    ['/src'],
  );
  assert.equal(secret.path, 'a.env');
  assert.doesNotMatch(JSON.stringify(secret), /the secret/);

  const kubesec = readKubesec(
    [
      {
        object: 'Pod/a.default',
        valid: true,
        scoring: {
          critical: [{ id: 'Privileged', reason: 'r', selector: 's' }],
        },
      },
    ],
    'pod.yaml',
  );
  assert.equal(kubesec[0].severity, 'high');

  const polaris = readPolaris(
    {
      Results: [
        {
          Kind: 'Deployment',
          Name: 'core',
          Results: {},
          PodResult: {
            Results: {},
            ContainerResults: [
              {
                Results: {
                  a: {
                    ID: 'a',
                    Message: 'm',
                    Success: false,
                    Severity: 'danger',
                  },
                  b: {
                    ID: 'b',
                    Message: 'm',
                    Success: true,
                    Severity: 'danger',
                  },
                },
              },
            ],
          },
        },
      ],
    },
    new Map([['Deployment/core', 'k8s/deployment.yaml']]),
  );
  assert.deepEqual(
    polaris.map(({ rule, path }) => [rule, path]),
    [['a', 'k8s/deployment.yaml']],
  );
});

test('a failed npm audit is no clean one', () => {
  assert.throws(
    () => readNpmAudit({ error: { summary: 'no network' } }, '.'),
    /no network/,
  );
});

function result(ruleId, uri, startLine) {
  return {
    ruleId,
    message: { text: ruleId },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine } },
      },
    ],
  };
}

test('an example of an address is a note of TruffleHog, unless it works', () => {
  const severityOf = (password, { rest = '', Verified = false } = {}) => {
    const Raw = `postgresql://user:${password}@db:5432${rest}`;
    const found = { DetectorName: 'Postgres', Verified, Raw };
    return readTruffleHog(JSON.stringify(found), ['/src'])[0].severity;
  };
  const examples = [
    'password',
    'secret',
    '$password',
    '$DB_PASSWORD',
    '${PASSWORD}',
  ];
  for (const password of examples) {
    assert.equal(severityOf(password), 'low', password);
    assert.equal(
      severityOf(password, { Verified: true }),
      'critical',
      password,
    );
  }
  const passwords = [
    'Password',
    'secret1',
    'pa$word',
    'x{a}',
    '$a-b',
    '$Winter2025',
  ];
  for (const password of passwords) {
    assert.equal(severityOf(password), 'critical', password);
  }
  assert.equal(severityOf('other', { rest: '/?a=:password@' }), 'critical');
});

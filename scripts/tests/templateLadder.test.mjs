// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  CHECKS,
  formatTable,
  judgePrograms,
  judgeSkips,
  readSteps,
} from '../lib/templateLadder.mjs';
import { inRoot } from '../lib/paths.mjs';
import { readPins, SCANNERS, SLOW_SCANNERS } from '../lib/scanners.mjs';

/**
 * @param {string} file
 * @param {[status: string, suite: string, title: string][]} tests
 */
const suite = (file, ...tests) => ({
  name: `/repository/packages/template-testing/src/${file}`,
  message: '',
  assertionResults: tests.map(([status, ancestor, title]) => ({
    status,
    ancestorTitles: [ancestor],
    title,
    duration: status === 'pending' ? null : 500,
  })),
});

const GO = 'a service from the template, where there is Go';
const goTitle = 'is what gofmt, go vet and go mod tidy want: minimal';

const steps = (/** @type {string} */ go) =>
  readSteps([
    suite(
      'templates.test.ts',
      [
        'passed',
        'the template service-go',
        'agrees with itself before it is rendered',
      ],
      ['passed', 'the template service-go', 'renders minimal'],
      ['failed', 'the template service-go', 'renders busy'],
      ['passed', 'the template service-go', 'refuses self-call'],
    ),
    suite('examples.test.ts', [
      'passed',
      'the examples',
      'hold billing as service-go renders it today',
    ]),
    suite('go.build.test.ts', [go, GO, `service-go ${goTitle}`]),
    suite('build/buildProject.test.ts', [
      go,
      'buildProject, where there is Go',
      'takes no go.sum that Go would write otherwise',
    ]),
  ]);

const allowed = [
  { check: GO, templates: ['service-go'], why: 'Go is not everywhere' },
  {
    check: 'buildProject, where there is Go',
    templates: [],
    why: 'it needs Go, too',
  },
];

/**
 * Titles as the suites have them, and the template that they are about.
 * @type {[file: string, title: string, about: string][]}
 */
const TITLES = [
  ['templates.test.ts', 'the template %s', '%s'],
  ['hostile.test.ts', 'in the form of %s', '%s'],
  [
    'examples.test.ts',
    'is as shop-platform renders it today, file by file; yarn render:examples writes it',
    'shop-platform',
  ],
  [
    'templates.build.test.ts',
    '$template installs, passes its own linter, builds and passes its own tests: $name',
    '$template',
  ],
  [
    'templates.build.test.ts',
    '$template installs, and passes its own tests in $folder: $name',
    '$template',
  ],
  [
    'go.build.test.ts',
    '$template is what gofmt, go vet and go mod tidy want, and passes its own tests: $name',
    '$template',
  ],
  [
    'terraform/terraform.build.test.ts',
    'would format nothing of %s otherwise',
    '%s',
  ],
  ['devsecops.test.ts', 'the rendering of devsecops', 'devsecops'],
  [
    'scanners.test.ts',
    'finds what is planted in the rendering of devsecops, and nothing without it',
    'devsecops',
  ],
  [
    'scanners.test.ts',
    'lets the rendering of shop-platform pass, with a service in Go beside it',
    'shop-platform',
  ],
  [
    'shell/shellScripts.test.ts',
    'finds nothing in the scripts of %s (those in files, workflows and containers)',
    '%s',
  ],
];

for (const [file, title, about] of TITLES) {
  test(`${file} says which template it is about: ${title}`, () => {
    const source = inRoot(`packages/template-testing/src/${file}`);
    assert.ok(readFileSync(source, 'utf8').includes(`'${title}'`), source);

    const isAsked = /^[%$]/.test(about);
    const [step] = readSteps([
      suite(file, [
        'passed',
        isAsked ? title.replace(about, 'service-go') : title,
        '',
      ]),
    ]);
    assert.equal(step?.template, isAsked ? 'service-go' : about);
  });
}

test('what Terraform says of one case of a template is said of the template', () => {
  const [step] = readSteps([
    suite('terraform/terraform.build.test.ts', [
      'passed',
      'would format nothing of multi-region/shop otherwise',
      '',
    ]),
  ]);
  assert.equal(step?.template, 'multi-region');
});

test('the table has a line for each template and a column for each rung', () => {
  const lines = formatTable(steps('pending'))
    .split('\n')
    .map(line => line.split(/ {2,}/));

  assert.deepEqual(lines, [
    [
      'template',
      'static',
      'render, parse',
      'build',
      'refuse',
      'drift',
      'programs',
      'all',
    ],
    [
      'service-go',
      '1 passed, 0.5 s',
      '1 FAILED, 1 passed, 1.0 s',
      '1 skipped',
      '1 passed, 0.5 s',
      '1 passed, 0.5 s',
      '·',
      '1 FAILED, 4 passed, 1 skipped, 2.5 s',
    ],
    [CHECKS, ...Array(6).fill('·'), '1 skipped'],
  ]);
});

test('an allowed skip passes with its reason', () => {
  assert.deepEqual(judgeSkips(steps('pending'), allowed), {
    reasons: [
      `service-go, ${GO}: Go is not everywhere`,
      `${CHECKS}, buildProject, where there is Go: it needs Go, too`,
    ],
    problems: [],
    stale: [],
  });
});

test('a new skip does not pass, whether of a check, or of a template', () => {
  const [, second] = allowed;
  assert.ok(second);
  assert.deepEqual(judgeSkips(steps('pending'), [second]).problems, [
    `${GO} service-go ${goTitle}: is skipped, and allowed-skips.yaml has no such check for service-go`,
  ]);
  const ofAnother = [{ ...second, check: GO, templates: ['other'] }, second];
  assert.match(
    judgeSkips(steps('pending'), ofAnother).problems.join('\n'),
    /no such check for service-go/,
  );
  assert.equal(judgeSkips(steps('todo'), []).problems.length, 2);
});

test('a template that would be skipped elsewhere is missed also where it ran', () => {
  assert.match(
    judgeSkips(steps('passed'), [
      { check: GO, templates: [], why: 'Go is not everywhere' },
    ]).problems.join('\n'),
    /looks at service-go, which allowed-skips\.yaml does not name/,
  );
});

test('an entry that skips nothing is told, and passes', () => {
  const more = { check: 'no suite', templates: ['none'], why: 'nobody knows' };
  assert.deepEqual(judgeSkips(steps('passed'), [...allowed, more]), {
    reasons: [],
    problems: [],
    stale: [
      `${GO}: ran for service-go, so that skip is not needed here`,
      'no suite: nothing of that name looks at none',
    ],
  });
});

test('a suite counts as it ended when it was run once more, and fails when it does not load', () => {
  const crashed = {
    name: '/repository/src/nunjucks.test.ts',
    message: 'it crashed',
    assertionResults: [],
  };
  assert.equal(readSteps([crashed])[0]?.status, 'failed');
  assert.deepEqual(
    readSteps([
      crashed,
      {
        ...crashed,
        message: '',
        assertionResults: [
          { status: 'passed', ancestorTitles: [], title: 'reads' },
        ],
      },
    ]).map(({ status }) => status),
    ['passed'],
  );
});

test('a program that could not be had is an allowed skip, or a failure', () => {
  const missing = [
    { program: 'promtool', why: 'apt-get failed (100).\n\nNo such host' },
    { program: 'terrascan', why: 'There is no such module' },
  ];
  assert.deepEqual(
    judgePrograms(missing, [
      {
        check: 'the rules of observability, where there is promtool',
        templates: ['observability'],
        without: 'promtool',
        why: 'it comes from Debian',
      },
    ]),
    {
      reasons: ['promtool: apt-get failed (100).'],
      problems: [
        'terrascan could not be had, and allowed-skips.yaml has no check that may be skipped without it: There is no such module',
      ],
    },
  );
  assert.deepEqual(judgePrograms([], []), { reasons: [], problems: [] });
});

test('each program that is fetched for templates may be missing by name', () => {
  /** @type {import('../lib/templateLadder.mjs').AllowedSkip[]} */
  const list = parse(readFileSync(inRoot('allowed-skips.yaml'), 'utf8'));
  const fetched = ['promtool', 'shellcheck', ...SCANNERS];
  assert.deepEqual(
    list.flatMap(({ without }) => without ?? []).sort(),
    [...fetched].sort(),
  );
});

test('what is built when asked for may be skipped, and the reason says how to ask', () => {
  /** @type {import('../lib/templateLadder.mjs').AllowedSkip[]} */
  const list = parse(readFileSync(inRoot('allowed-skips.yaml'), 'utf8'));
  for (const name of SLOW_SCANNERS) {
    const check = `the scanner ${name}, where it can be had`;
    const entry = list.find(each => each.check === check);
    assert.match(entry?.why ?? '', /--all-scanners/, name);
  }
});

test('a scanner without a version in tools.json is no missing program', () => {
  assert.deepEqual([...readPins().keys()], [...SCANNERS, ...SLOW_SCANNERS]);
  assert.throws(
    () => readPins({ semgrep: { image: 'semgrep/semgrep:latest' } }),
    /pins no version of semgrep/,
  );
});

// @ts-check
/* What the suites of templates say, by template and rung, and which skips are known. */
import { basename } from 'node:path';

/**
 * What is read of Jest's `--json` report.
 * @typedef {{ status: string; ancestorTitles: string[]; title: string; duration?: number | null }} LadderTest
 * @typedef {{ name: string; message?: string; assertionResults: LadderTest[] }} LadderSuite
 *
 * A rung of one template: of the tests that it has there, and how long they took.
 * @typedef {{ passed: number; failed: number; skipped: number; milliseconds: number }} Cell
 *
 * A test with what it is about. The check is the suite that says by its name what it needs.
 * @typedef {{ check: string; template: string; rung: string; title: string; status: string; milliseconds: number }} Step
 *
 * `without` names the program that npm test gets itself, and without which it is skipped.
 * @typedef {{ check: string; templates: string[]; without?: string; why: string }} AllowedSkip
 *
 * A program that could not be had, and what was said of it.
 * @typedef {{ program: string; why: string }} MissingProgram
 */

/** The row of the tests that are no template's: those of the checks. */
export const CHECKS = 'the checks';

/** The rungs in their order; the last is what programs say that not every machine has. */
export const RUNGS = [
  'static',
  'render, parse',
  'build',
  'refuse',
  'drift',
  'programs',
];

/**
 * The suites by their files: how their tests name the template, and their rung.
 * @type {Record<string, { template: RegExp; rung: (title: string) => string }>}
 */
const SUITES = {
  'templates.test.ts': {
    template: /^the template (\S+)/,
    rung(title) {
      if (title.startsWith('agrees with itself')) {
        return 'static';
      }
      return title.startsWith('refuses ') ? 'refuse' : 'render, parse';
    },
  },
  'hostile.test.ts': {
    template: /\bin the form of (\S+)/,
    rung: () => 'refuse',
  },
  'examples.test.ts': { template: / as (\S+) renders it/, rung: () => 'drift' },
  'templates.build.test.ts': {
    template: /(\S+) installs,/,
    rung: () => 'build',
  },
  'go.build.test.ts': {
    template: /(\S+) is what gofmt/,
    rung: () => 'build',
  },
  'terraform.build.test.ts': {
    template: / of ([^\s/]+)\S* (?:otherwise|validates|passes)/,
    rung: () => 'programs',
  },
  'prometheusRules.test.ts': {
    template: /the rules of (\w+)/,
    rung: () => 'programs',
  },
  'devsecops.test.ts': {
    template: /the rendering of (\w+)/,
    rung: () => 'programs',
  },
  'scanners.test.ts': {
    template: /the rendering of ([\w-]+)/,
    rung: () => 'programs',
  },
  'shellScripts.test.ts': {
    template: /the scripts of (\S+) /,
    rung: () => 'programs',
  },
};

/**
 * @param {LadderSuite[]} suites - one that was run once more counts as it ended then
 * @returns {Step[]}
 */
export function readSteps(suites) {
  const last = new Map(suites.map(suite => [suite.name, suite]));
  return [...last.values()].flatMap(({ name, assertionResults, message }) => {
    const suite = SUITES[basename(name)];
    const steps = assertionResults.map(
      ({ ancestorTitles, title, status, duration }) => {
        const template = suite?.template.exec(
          [...ancestorTitles, title].join(' '),
        )?.[1];
        return {
          check: ancestorTitles[0] ?? title,
          template: template ?? CHECKS,
          rung: template ? suite?.rung(title) ?? '' : '',
          title: [...ancestorTitles, title].join(' '),
          status,
          milliseconds: duration ?? 0,
        };
      },
    );
    // A suite that does not load has no tests that could fail.
    return steps.length === 0 && message
      ? [
          {
            check: basename(name),
            template: CHECKS,
            rung: '',
            title: `${basename(name)} does not load`,
            status: 'failed',
            milliseconds: 0,
          },
        ]
      : steps;
  });
}

const isSkipped = (/** @type {Step} */ { status }) =>
  status !== 'passed' && status !== 'failed';

/**
 * The table as text: a line for each template, a column for each rung.
 * @param {Step[]} steps
 */
export function formatTable(steps) {
  const names = [...new Set(steps.map(({ template }) => template))].sort(
    (a, b) => Number(a === CHECKS) - Number(b === CHECKS) || a.localeCompare(b),
  );
  const rows = [
    ['template', ...RUNGS, 'all'],
    ...names.map(name => {
      const own = steps.filter(({ template }) => template === name);
      return [
        name,
        ...RUNGS.map(rung =>
          formatCell(own.filter(step => step.rung === rung)),
        ),
        formatCell(own),
      ];
    }),
  ];
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map(row => (row[index] ?? '').length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {Step[]} steps */
function formatCell(steps) {
  if (steps.length === 0) {
    return '·';
  }
  const count = (/** @type {string} */ status) =>
    steps.filter(step => step.status === status).length;
  const skipped = steps.filter(isSkipped).length;
  const seconds =
    steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  return [
    count('failed') > 0 && `${count('failed')} FAILED`,
    count('passed') > 0 && `${count('passed')} passed`,
    skipped > 0 && `${skipped} skipped`,
    count('passed') + count('failed') > 0 && `${seconds.toFixed(1)} s`,
  ]
    .filter(Boolean)
    .join(', ');
}

/**
 * Compares what was skipped with what may be.
 *
 * A check that may be skipped somewhere has to name every template it looks at,
 * also where it ran: a template that is new would else be noticed only on the
 * machine that lacks the program.
 *
 * @param {Step[]} steps
 * @param {AllowedSkip[]} allowed
 * @returns {{ reasons: string[]; problems: string[]; stale: string[] }} the skips
 *   with their reasons, what a strict run does not accept, and what the list no
 *   longer needs here
 */
export function judgeSkips(steps, allowed) {
  const checks = new Set(allowed.map(({ check }) => check));
  const why = (/** @type {Step} */ { check, template }) =>
    allowed.find(
      entry =>
        entry.check === check &&
        // Tests of the check itself are part of it.
        (template === CHECKS || entry.templates.includes(template)),
    )?.why;
  const skipped = steps.filter(isSkipped);
  const pairs = (/** @type {Step[]} */ list) => [
    ...new Map(
      list.map(step => [`${step.check}: ${step.template}`, step]),
    ).values(),
  ];
  return {
    reasons: pairs(skipped).map(
      step =>
        `${step.template}, ${step.check}: ${
          why(step) ?? 'for no known reason'
        }`,
    ),
    problems: [
      ...skipped
        .filter(step => why(step) === undefined)
        .map(
          ({ title, template }) =>
            `${title}: is skipped, and allowed-skips.yaml has no such check for ${template}`,
        ),
      ...pairs(
        steps.filter(
          step =>
            !isSkipped(step) &&
            checks.has(step.check) &&
            why(step) === undefined,
        ),
      ).map(
        ({ check, template }) =>
          `${check}: looks at ${template}, which allowed-skips.yaml does not name: it would be skipped where the program is missing`,
      ),
    ],
    stale: allowed.flatMap(({ check, templates }) =>
      templates
        .filter(
          template =>
            !skipped.some(
              step => step.check === check && step.template === template,
            ),
        )
        .map(template =>
          steps.some(step => step.check === check && step.template === template)
            ? `${check}: ran for ${template}, so that skip is not needed here`
            : `${check}: nothing of that name looks at ${template}`,
        ),
    ),
  };
}

/**
 * A program that could not be had, for whatever reason, is an allowed skip or a
 * failure: some check that it runs has to be one that may be skipped without it.
 *
 * @param {MissingProgram[]} missing
 * @param {AllowedSkip[]} allowed
 * @returns {{ reasons: string[]; problems: string[] }}
 */
export function judgePrograms(missing, allowed) {
  const isAllowed = (/** @type {MissingProgram} */ { program }) =>
    allowed.some(({ without }) => without === program);
  const firstLine = (/** @type {string} */ text) => text.trim().split('\n')[0];
  return {
    reasons: missing
      .filter(isAllowed)
      .map(({ program, why }) => `${program}: ${firstLine(why)}`),
    problems: missing
      .filter(each => !isAllowed(each))
      .map(
        ({ program, why }) =>
          `${program} could not be had, and allowed-skips.yaml has no check that may be skipped without it: ${firstLine(
            why,
          )}`,
      ),
  };
}

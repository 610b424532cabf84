import {
  type ChaosCheck,
  type ChaosRunDetails,
  type ChaosScope,
  type ChaosVerdict,
} from '@shop-platform/backstage-plugin-chaos-common';
import { kindOf } from './runs';
import { formatMeasured } from './steadyChecks';
import {
  numberOf,
  VERDICT_NUMBERS,
  type VerdictNumber,
} from './verdictNumbers';

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');

function table(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function measuredOf({ unit }: ChaosCheck, value: number | undefined): string {
  if (value === undefined) {
    return 'not measured';
  }
  return formatMeasured(unit, value);
}

function countsOf({ requests, samples }: ChaosCheck): string {
  const { before, during, after } = requests ?? samples ?? {};
  return [before, during, after]
    .filter(count => count !== undefined)
    .join(', ');
}

function steadyLines({ checks = [] }: ChaosRunDetails): string[] {
  if (checks.length === 0) {
    return [];
  }
  const rows = checks.map(({ title, unit, comparator, limit, samples }) => [
    title,
    `${comparator} ${formatMeasured(unit, limit)}`,
    String(samples.length),
    String(samples.filter(({ ok }) => !ok).length),
    samples.findLast(({ message }) => message)?.message ?? '',
  ]);
  return [
    '## Steady-state checks',
    '',
    ...table(
      ['Check', 'Limit', 'Samples', 'Did not hold', 'What was wrong last'],
      rows,
    ),
    '',
  ];
}

const NUMBER_NAMES: Record<VerdictNumber, string> = {
  detect: 'Time to detect',
  recover: 'Time to recover',
  lost: 'Requests lost',
};

function numberText(verdict: ChaosVerdict, name: VerdictNumber): string {
  const found = numberOf(verdict, name);
  if (found.is === 'known') {
    // A file has no tip with the whole number.
    return name === 'lost' ? String(found.value) : found.text;
  }
  return found.is === 'nothing' ? 'nothing to detect' : 'not known';
}

const SCOPE_TEXTS: Record<ChaosScope, (region: string) => string> = {
  region: region => `in ${region}`,
  'spans-without-region': () => 'all regions: its spans name none',
  'region-without-spans': region => `all regions: no span names ${region}`,
  'calls-without-region': () => 'all regions: calls are not counted by region',
};

function aboutOf(check: ChaosCheck, region: string): string {
  const { role, knownBy = [], scope } = check;
  return [
    role,
    ...knownBy,
    ...(scope ? [SCOPE_TEXTS[scope](region)] : []),
  ].join(', ');
}

function verdictLines({ run, verdict }: ChaosRunDetails): string[] {
  if (!verdict) {
    return ['No verdict.'];
  }
  const rows = verdict.checks.map(check => [
    `${check.service} (${aboutOf(check, run.region)})`,
    check.measure,
    `${check.comparator === 'above' ? 'above ' : ''}${measuredOf(
      check,
      check.limit,
    )}`,
    measuredOf(check, check.before),
    measuredOf(check, check.during),
    measuredOf(check, check.after),
    countsOf(check),
    check.ok ? 'held' : `broken${check.message ? `: ${check.message}` : ''}`,
  ]);
  return [
    `**${verdict.outcome}**: ${verdict.reason}`,
    '',
    ...VERDICT_NUMBERS.map(
      name => `- ${NUMBER_NAMES[name]}: ${numberText(verdict, name)}`,
    ),
    ...(rows.length > 0
      ? [
          '',
          ...table(
            [
              'Service',
              'Measure',
              'Limit',
              'Before',
              'During',
              'After',
              'Requests or samples before, during, after',
              'Result',
            ],
            rows,
          ),
        ]
      : []),
  ];
}

/** A fence that is longer than any in the text. */
function fenced(text: string, language: string): string[] {
  const longest = Math.max(
    2,
    ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text.trimEnd(), fence];
}

/** A run as a page of Markdown, for a ticket or a report. In English, as the back end's own messages are. */
export function runAsMarkdown(details: ChaosRunDetails): string {
  const { run, targets, events, manifest } = details;
  const facts = [
    ['Experiment', `${kindOf(run)}, ${run.namespace}/${run.name}`],
    ['Cluster', `${run.cluster}, ${run.region}`],
    ['Components', run.entities.join(', ') || 'none'],
    ['State', run.state],
    ['Started', `${run.startedAt} by ${run.startedBy ?? 'outside the portal'}`],
    ['Faults on', run.injectedAt ?? 'never'],
    ['Faults off', run.endedAt ?? 'not yet'],
    ...(run.haltedBy
      ? [['Halted', `by ${run.haltedBy}: ${run.haltReason ?? ''}`]]
      : []),
  ];
  const lines = [
    `# Chaos: ${run.name}`,
    '',
    ...table(['What', 'Value'], facts),
    '',
    '## Verdict',
    '',
    ...verdictLines(details),
    '',
    ...steadyLines(details),
    '## Pods',
    '',
    ...table(
      ['Pod', 'Workload', 'Node', 'Fault'],
      targets.map(({ namespace, name, owner = '', node = '', phase = '' }) => [
        `${namespace}/${name}`,
        owner,
        node,
        phase,
      ]),
    ),
    '',
    '## What happened',
    '',
    ...events.map(({ at, type, by, message }) =>
      [`- ${at} ${type}`, by && ` by ${by}`, message && `: ${message}`]
        .filter(Boolean)
        .join(''),
    ),
    '',
    '## Experiment',
    '',
    ...fenced(manifest, 'yaml'),
    '',
  ];
  return lines.join('\n');
}

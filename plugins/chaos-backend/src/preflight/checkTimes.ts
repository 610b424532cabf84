import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Freeze, type PolicySettings } from '../config';
import { say } from '../findings/say';
import { type Part, type Standing } from '../manifest/partsOf';
import { freezeIn } from '../policy/checkPolicy';
import { checkHoursOf } from './checkHoursOf';
import { checkScheduledHours } from './checkScheduledHours';

type TimesInput = {
  policy: PolicySettings;
  cluster: string;
  region: string;
  standing: Standing;
  parts: Part[];
  /** When a Schedule starts something next. */
  times: number[];
  /** Whether something starts at once, as a Workflow does. */
  isDue: boolean;
  now: number;
};

/**
 * Whether a Schedule ever starts anything, and what freezes and hours are in the
 * way of it or of a Workflow.
 */
export function checkTimes(input: TimesInput): ChaosFinding[] {
  const { standing, isDue } = input;
  return [
    ...(isDue ? checkNow(input) : []),
    ...(standing.kind === 'Schedule'
      ? checkSchedule(input, standing.spec.schedule)
      : []),
  ];
}

function checkNow(input: TimesInput): ChaosFinding[] {
  const { policy, cluster, region, standing, parts, now } = input;
  const freeze = freezeIn(policy, region, now, now + longestOf(parts));
  const outside = checkHoursOf({ policy, cluster, parts, begin: now });
  const why =
    standing.kind === 'Schedule'
      ? 'It missed a run, which would begin at once. '
      : '';
  return [
    freeze
      ? because(why, {
          rule: 'freeze',
          ok: false,
          ...say('freezeRefused', {
            from: iso(freeze.from),
            to: iso(freeze.to),
            reason: freeze.reason,
          }),
        })
      : { rule: 'freeze', ok: true, ...say('freeze', {}) },
    outside
      ? because(why, outside)
      : { rule: 'hours', ok: true, ...say('hours', {}) },
  ];
}

function checkSchedule(input: TimesInput, schedule: string): ChaosFinding[] {
  const { policy, cluster, region, parts, times, now } = input;
  const [first] = times;
  if (first === undefined) {
    return [
      {
        rule: 'schedule',
        ok: false,
        path: 'spec.schedule',
        message: `'${schedule}' never comes; write minute, hour, day of the month, month and day of the week, such as '0 3 * * 1'`,
      },
    ];
  }
  const outside = checkScheduledHours({
    policy,
    cluster,
    schedule,
    parts,
    now,
  });
  const frozen = times.flatMap(time => {
    const freeze = freezeIn(policy, region, time, time + longestOf(parts));
    return freeze ? [{ time, freeze }] : [];
  });
  return [
    ...(outside ? [outside] : []),
    {
      rule: 'schedule',
      ok: true,
      message: `It starts something at ${iso(first)} for the first time`,
    },
    ...frozen.map(({ time, freeze }) => ({
      rule: 'freeze' as const,
      ok: true,
      message: `It is paused before it starts something at ${iso(
        time,
      )}, since nothing runs ${describe(freeze)}`,
    })),
  ];
}

/** What has a reason before it is said in English only. */
function because(why: string, finding: ChaosFinding): ChaosFinding {
  const { says: _, ...rest } = finding;
  return why ? { ...rest, message: `${why}${finding.message}` } : finding;
}

function longestOf(parts: Part[]): number {
  return Math.max(0, ...parts.map(({ span }) => span?.to ?? 0));
}

function describe({ from, to, reason }: Freeze): string {
  return `from ${iso(from)} to ${iso(to)}: ${reason}`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

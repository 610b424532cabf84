import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type PolicySettings } from '../config';
import { type Part, type Standing } from '../manifest/readStanding';
import { endOf, freezeIn, namespacesOf } from '../policy/checkPolicy';
import { checkHours } from '../policy/hours';

/**
 * Whether a Schedule ever starts anything, and what freezes are in the way of it
 * or of a Workflow.
 */
export function checkTimes(options: {
  policy: PolicySettings;
  cluster: string;
  region: string;
  standing: Standing;
  parts: Part[];
  /** When a Schedule starts something next. */
  times: number[];
  now: number;
}): ChaosFinding[] {
  const { policy, cluster, region, standing, parts, times, now } = options;
  const longest = (time: number) =>
    Math.max(time, ...parts.map(({ experiment }) => endOf(experiment, time)));
  if (standing.kind === 'Workflow') {
    const freeze = freezeIn(policy, region, now, longest(now));
    return [
      freeze
        ? {
            rule: 'freeze',
            ok: false,
            message: `Nothing starts from ${iso(freeze.from)} to ${iso(
              freeze.to,
            )}: ${freeze.reason}`,
          }
        : { rule: 'freeze', ok: true, message: 'No freeze is in its way' },
    ];
  }
  const [first] = times;
  if (first === undefined) {
    return [
      {
        rule: 'schedule',
        ok: false,
        path: 'spec.schedule',
        message: `'${standing.spec.schedule}' never comes; write minute, hour, day of the month, month and day of the week, such as '0 3 * * 1'`,
      },
    ];
  }
  const frozen = times.flatMap(time => {
    const freeze = freezeIn(policy, region, time, longest(time));
    return freeze ? [{ time, freeze }] : [];
  });
  const outside = times
    .flatMap(time =>
      parts.map(({ experiment }) =>
        checkHours({
          policy,
          cluster,
          namespaces: namespacesOf(experiment),
          start: time,
          end: endOf(experiment, time),
        }),
      ),
    )
    .filter(({ ok }) => !ok)
    .slice(0, 1);
  return [
    ...outside.map(finding => ({ ...finding, path: 'spec.schedule' })),
    {
      rule: 'schedule',
      ok: true,
      message: `It starts something at ${iso(first)} for the first time`,
    },
    ...frozen.map(({ time, freeze }) => ({
      rule: 'freeze' as const,
      ok: true,
      message: `What it starts at ${iso(
        time,
      )} is halted at once, since nothing runs from ${iso(
        freeze.from,
      )} to ${iso(freeze.to)}: ${freeze.reason}`,
    })),
  ];
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

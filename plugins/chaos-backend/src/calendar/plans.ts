import {
  isPaused,
  scheduleSchema,
  type ChaosPlannedRun,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { type ObservedSchedule } from '../clusters/standing';
import { type PolicySettings } from '../config';
import { partsOf, type Part } from '../manifest/partsOf';
import { freezeIn } from '../policy/checkPolicy';
import { checkHoursOf } from '../preflight/checkHoursOf';
import { occurrences } from '../standing/occurrences';
import { scheduleToWire } from '../standing/toStanding';

/** Of one Schedule, so many runs are told. */
export const MOST_OF_ONE = 200;

type Refusal = NonNullable<ChaosPlannedRun['refusal']>;

/** A stretch of time in milliseconds since 1970. */
export type Stretch = { from: number; to: number };

/**
 * When a Schedule starts something in a stretch of time, and whether it may: what
 * lies in a freeze or outside the hours does not run, and pauses its Schedule
 * until a person resumes it.
 *
 * @returns the plans, and until when all are told where there are more
 */
export function plansOf(options: {
  cluster: Cluster;
  schedule: ObservedSchedule;
  policy: PolicySettings;
  stretch: Stretch;
  now: number;
}): { plans: ChaosPlannedRun[]; until?: number } {
  const { cluster, schedule, policy, stretch, now } = options;
  const { metadata, spec } = schedule;
  if (isPaused(schedule) || metadata.deletionTimestamp) {
    return { plans: [] };
  }
  const read = scheduleSchema.safeParse(schedule).data;
  const { region, namespace, name, what, lastRun, createdAt } = scheduleToWire(
    cluster,
    schedule,
    now,
  );
  const since = Date.parse(lastRun ?? createdAt);
  const judge = judgeOf({
    policy,
    cluster,
    parts: read ? partsOf(read).parts : [],
    now,
  });
  const plans: ChaosPlannedRun[] = [];
  try {
    for (const at of occurrences(spec.schedule, {
      after: Math.max(now, stretch.from - 1),
      ...(Number.isNaN(since) ? {} : { since }),
    })) {
      if (at >= stretch.to) {
        break;
      }
      if (plans.length === MOST_OF_ONE) {
        return { plans, until: at };
      }
      const refusal = judge(at);
      plans.push({
        cluster: cluster.name,
        region,
        namespace,
        name,
        what,
        at: new Date(at).toISOString(),
        ...(refusal ? { refusal } : {}),
      });
    }
  } catch {
    // Of another version of cron nothing is known.
    return { plans: [] };
  }
  return { plans };
}

/** Says of each time, from the earliest on, why nothing starts then. */
function judgeOf(options: {
  policy: PolicySettings;
  cluster: Cluster;
  parts: Part[];
  now: number;
}): (at: number) => Refusal | undefined {
  const { policy, cluster, parts, now } = options;
  const longest = Math.max(0, ...parts.map(({ span }) => span?.to ?? 0));
  const freezes = policy.freezes
    .filter(
      ({ to, regions }) =>
        to > now && (!regions || regions.includes(cluster.region)),
    )
    .sort((one, other) => one.from - other.from);
  let paused: Refusal | undefined;
  return at => {
    const freeze = freezeIn(policy, cluster.region, at, at + longest);
    const outside = checkHoursOf({
      policy,
      cluster: cluster.name,
      parts,
      begin: at,
    });
    const [before] = freezes;
    if (!paused && before && before.from <= at) {
      paused = { by: 'paused', reason: before.reason };
    }
    if (freeze) {
      return { by: 'freeze', reason: freeze.reason };
    }
    if (outside) {
      paused ??= { by: 'paused', reason: outside.message };
      return { by: 'hours', reason: outside.message };
    }
    return paused;
  };
}

import {
  nextRun,
  type ChaosFinding,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type PolicySettings } from '../config';
import { type Part } from '../manifest/partsOf';
import { hoursFor, HOURS_KEY } from '../policy/hours';
import { namespacesOf } from '../policy/checkPolicy';
import { wallClockAt } from '../standing/wallClock';
import { checkHoursOf } from './checkHoursOf';

const YEAR_MS = 366 * 24 * 3_600_000;
/** Of those that are rarer, so many are looked at all the same. */
const LEAST_RUNS = 5;
/** Experiments that are looked at for one Schedule: nobody waits long for that. */
const MOST_LOOKS = 3000;

/**
 * Whether everything that a Schedule starts in a year lies within the hours.
 * Days on which the clocks show the same are looked at once.
 *
 * @returns what is wrong; undefined where nothing is
 */
export function checkScheduledHours(options: {
  policy: Pick<PolicySettings, 'hours'>;
  cluster: string;
  schedule: string;
  parts: Part[];
  now: number;
}): ChaosFinding | undefined {
  const { policy, cluster, schedule, parts, now } = options;
  const hours = hoursFor(
    policy,
    cluster,
    parts.flatMap(({ experiment }) => namespacesOf(experiment)),
  );
  if (hours.length === 0) {
    return undefined;
  }
  if (/@every\s/.test(schedule)) {
    return refusal(
      'It may run at some hours only, and an interval keeps to none: write minute, hour, day of the month, month and day of the week',
    );
  }
  const zone = /^\s*(?:CRON_)?TZ=(\S+)/.exec(schedule)?.[1] ?? 'UTC';
  const zones = [...new Set([zone, ...hours.map(window => window.zone)])];
  const longest = Math.max(0, ...parts.map(({ span }) => span?.to ?? 0));
  const seen = new Set<string>();
  let looks = 0;
  let runs = 0;
  let time = nextRun(schedule, now);
  while (time !== undefined && (time < now + YEAR_MS || runs < LEAST_RUNS)) {
    const midnight = nextRun(`TZ=${zone} 0 0 * * *`, time) ?? Infinity;
    const day = [
      midnight - time,
      ...[time, midnight, midnight + longest].flatMap(moment =>
        zones.map(each => clockAt(moment, each)),
      ),
    ].join();
    if (seen.has(day)) {
      runs += 1;
      time = nextRun(schedule, midnight - 1);
    }
    while (!seen.has(day) && time !== undefined && time < midnight) {
      runs += 1;
      looks += parts.length;
      if (looks > MOST_LOOKS) {
        return refusal(
          'It runs too often to look whether each time lies within the hours: let it run less often',
        );
      }
      const broken = checkHoursOf({ policy, cluster, parts, begin: time });
      if (broken) {
        return { ...broken, path: 'spec.schedule' };
      }
      time = nextRun(schedule, time);
    }
    seen.add(day);
  }
  return undefined;
}

function clockAt(time: number, zone: string): string {
  const { weekday, hour, minute } = wallClockAt(time, zone);
  return `${weekday} ${hour}:${minute}`;
}

function refusal(message: string): ChaosFinding {
  return {
    rule: 'hours',
    ok: false,
    path: 'spec.schedule',
    message: `${message}${HOURS_KEY}`,
  };
}

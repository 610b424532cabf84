import { type Hours, type PolicySettings } from '../config';
import { hoursFor } from '../policy/hours';
import { timeOfClock, wallClockAt } from '../standing/wallClock';
import { type Stretch } from './plans';

const DAY_MS = 24 * 3_600_000;

/**
 * When nothing may run in a cluster, whatever it reaches of the namespaces that
 * may be hit.
 */
export function closedTimes(
  policy: PolicySettings,
  cluster: string,
  stretch: Stretch,
): Stretch[] {
  const open: Stretch[] = [];
  for (const namespace of policy.namespaces) {
    const hours = hoursFor(policy, cluster, [namespace]);
    if (hours.length === 0) {
      return [];
    }
    open.push(...hours.flatMap(each => openTimes(each, stretch)));
  }
  return policy.namespaces.length === 0 ? [] : gapsOf(open, stretch);
}

/** When some hours are open, day by day, by the clocks of their zone. */
function openTimes({ zone, days, from, to }: Hours, stretch: Stretch) {
  const found = new Map<string, Stretch>();
  // A day of the zone may begin a day before that of UTC, and end after it.
  for (
    let time = stretch.from - DAY_MS;
    time <= stretch.to + DAY_MS;
    time += DAY_MS / 2
  ) {
    const { year, month, day, weekday } = wallClockAt(time, zone);
    if (!days || days.includes(weekday)) {
      const at = (minutes: number) =>
        timeOfClock({ year, month, day }, minutes, zone);
      found.set(`${year}-${month}-${day}`, { from: at(from), to: at(to) });
    }
  }
  return [...found.values()];
}

/** What of a stretch lies in none of the others. */
function gapsOf(open: readonly Stretch[], stretch: Stretch): Stretch[] {
  const gaps: Stretch[] = [];
  let from = stretch.from;
  for (const each of [...open].sort((one, other) => one.from - other.from)) {
    if (each.from > from) {
      gaps.push({ from, to: Math.min(each.from, stretch.to) });
    }
    from = Math.max(from, each.to);
    if (from >= stretch.to) {
      break;
    }
  }
  if (from < stretch.to) {
    gaps.push({ from, to: stretch.to });
  }
  return gaps.filter(gap => gap.from < gap.to);
}

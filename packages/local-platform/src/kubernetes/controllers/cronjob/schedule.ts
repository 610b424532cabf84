import { CronTime } from 'cron';

const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** Reads `1h30m`. */
function duration(text: string): number {
  return [...text.matchAll(/([\d.]+)(ms|h|m|s)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit],
    0,
  );
}

/** The times of a schedule around now. */
export type Due = {
  /** The last one after `earliest` and not after now. */
  latest?: number;
  /** The first one after now. */
  next?: number;
};

/** The first time after another at which a schedule is due; undefined where it never is. */
function nextAfter(
  schedule: string,
  timeZone: string,
  time: number,
): number | undefined {
  try {
    const times = new CronTime(schedule.replaceAll('?', '*'), timeZone);
    return times.getNextDateFrom(new Date(time), timeZone).toMillis();
  } catch {
    // The 30th of February.
    return undefined;
  }
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far to look back for the latest time; a schedule that is due often is found soon. */
const WINDOWS = [HOUR, DAY, 32 * DAY, 367 * DAY, 9 * 366 * DAY];

export function dueTimes(
  schedule: string,
  timeZone: string,
  earliest: number,
  now: number,
): Due {
  const every = /^@every (\S+)$/.exec(schedule.trim())?.[1];
  if (every) {
    const step = Math.max(1000, duration(every));
    const passed = Math.max(0, Math.floor((now - earliest) / step));
    return {
      ...(passed > 0 && { latest: earliest + passed * step }),
      next: earliest + (passed + 1) * step,
    };
  }
  const next = nextAfter(schedule.trim(), timeZone, now);
  for (const window of WINDOWS) {
    const from = Math.max(earliest, now - window);
    let latest: number | undefined;
    let time = nextAfter(schedule.trim(), timeZone, from);
    while (time !== undefined && time <= now) {
      latest = time;
      time = nextAfter(schedule.trim(), timeZone, time);
    }
    if (latest !== undefined || from === earliest) {
      return { latest, next };
    }
  }
  return { next };
}

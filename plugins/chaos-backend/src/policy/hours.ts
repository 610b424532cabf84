import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Hours, type PolicySettings } from '../config';
import { say } from '../findings/say';
import { wallClockAt } from '../standing/wallClock';

/** How a refusal says which key of the configuration it comes from. */
export const HOURS_KEY = ' (chaos.policy.hours)';

type Stretch = {
  policy: Pick<PolicySettings, 'hours'>;
  cluster: string;
  namespaces: string[];
  start: number;
  end: number;
};

/**
 * Whether what runs from one time to another does so within the hours that are
 * allowed, by the clocks of their zones; milliseconds since 1970.
 */
export function checkHours(stretch: Stretch): ChaosFinding {
  const broken = hoursBrokenBy(stretch);
  return broken
    ? {
        rule: 'hours',
        ok: false,
        ...say('hoursRefused', {
          from: iso(stretch.start),
          to: iso(stretch.end),
          hours: broken,
        }),
      }
    : { rule: 'hours', ok: true, ...say('hours', {}) };
}

/** The hours that a stretch of time does not lie in, as texts name them. */
export function hoursBrokenBy(stretch: Stretch): string | undefined {
  const { policy, cluster, namespaces, start, end } = stretch;
  // What reaches into several namespaces has to keep to the hours of each.
  return namespaces
    .map(namespace => hoursOf(policy, cluster, namespace))
    .find(
      hours =>
        hours.length > 0 && !hours.some(window => holds(window, start, end)),
    )
    ?.map(describe)
    .join('; ');
}

/** All hours that something has to keep to. */
export function hoursFor(
  policy: Pick<PolicySettings, 'hours'>,
  cluster: string,
  namespaces: string[],
): Hours[] {
  return [
    ...new Set(
      namespaces.flatMap(namespace => hoursOf(policy, cluster, namespace)),
    ),
  ];
}

function hoursOf(
  policy: Pick<PolicySettings, 'hours'>,
  cluster: string,
  namespace: string,
): Hours[] {
  return policy.hours.filter(
    ({ clusters, namespaces }) =>
      (clusters === undefined || clusters.includes(cluster)) &&
      (namespaces === undefined || namespaces.includes(namespace)),
  );
}

function holds(
  { zone, days, from, to }: Hours,
  start: number,
  end: number,
): boolean {
  const first = wallClockAt(start, zone);
  const last = wallClockAt(Math.max(start, end - 1), zone);
  const minuteOf = ({ hour, minute }: typeof first) => hour * 60 + minute;
  const isSameDay =
    first.day === last.day &&
    first.month === last.month &&
    first.year === last.year;
  return (
    isSameDay &&
    (days === undefined || days.includes(first.weekday)) &&
    minuteOf(first) >= from &&
    minuteOf(last) < to
  );
}

const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `09:00–17:00 Europe/Kyiv (Mon, Tue)`: only the days differ between languages. */
function describe({ zone, days, from, to }: Hours): string {
  const on = days ? ` (${days.map(day => DAY_NAMES[day]).join(', ')})` : '';
  return `${clock(from)}–${clock(to)} ${zone}${on}`;
}

function clock(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

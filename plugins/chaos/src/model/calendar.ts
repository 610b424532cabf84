import {
  type ChaosCalendar,
  type ChaosCalendarRun,
  type ChaosGameDay,
  type ChaosPlannedRun,
  type ChaosStanding,
} from '@shop-platform/backstage-plugin-chaos-common';
import { isOver } from './runs';

export const VIEWS = ['month', 'week', 'list'] as const;
export type View = (typeof VIEWS)[number];

export function isView(text: unknown): text is View {
  return VIEWS.some(view => view === text);
}

const WEEK = 7;
const HOURS = 24;

/** A stretch of time; `to` is not in it. */
export type Span = { from: Date; to: Date };

/** A day, by the clocks of the viewer. */
export type Day = Span & { key: string };

/** What is on one page of the calendar. */
export type Period = Span & {
  view: View;
  days: Day[];
  /** The first day that it is about; a month begins with days of the one before. */
  first: Date;
  previous: string;
  next: string;
};

/** `2026-11-30`, by the clocks of the viewer. */
export function keyOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(
    date.getDate(),
  )}`;
}

/** A moment as the back end writes it, in links that it sends. */
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The day that a link names, or that of its moment; today where it names none. */
export function dayOf(text: string | null, today: Date): Date {
  if (text !== null && MOMENT.test(text)) {
    const moment = new Date(text);
    return Number.isNaN(moment.getTime()) ? startOf(today) : startOf(moment);
  }
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return Number.isNaN(date.getTime()) || keyOf(date) !== text
    ? startOf(today)
    : date;
}

function startOf(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

/** A day later or earlier, whatever the clocks do in between. */
function plus(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

function monday(date: Date): Date {
  return plus(date, -((date.getDay() + WEEK - 1) % WEEK));
}

function daysFrom(first: Date, count: number): Day[] {
  return Array.from({ length: count }, (_, index) => {
    const from = plus(first, index);
    return { from, to: plus(first, index + 1), key: keyOf(from) };
  });
}

/** The week of a day, or the weeks of its month; weeks begin on Monday. */
export function periodOf(view: View, day: Date): Period {
  if (view === 'week') {
    const from = monday(day);
    return {
      view,
      from,
      to: plus(from, WEEK),
      first: from,
      days: daysFrom(from, WEEK),
      previous: keyOf(plus(from, -WEEK)),
      next: keyOf(plus(from, WEEK)),
    };
  }
  const first = new Date(day.getFullYear(), day.getMonth(), 1);
  const after = new Date(day.getFullYear(), day.getMonth() + 1, 1);
  const from = view === 'month' ? monday(first) : first;
  const last = plus(monday(plus(after, -1)), WEEK);
  const to = view === 'month' ? last : after;
  const days: Day[] = [];
  for (const each of daysFrom(from, 6 * WEEK)) {
    if (each.from < to) {
      days.push(each);
    }
  }
  return {
    view,
    from,
    to,
    first,
    days,
    previous: keyOf(plus(first, -1)),
    next: keyOf(after),
  };
}

/** The hours of a day on a clock face. */
export function hoursOf({ from }: Day): Span[] {
  const at = (hour: number) =>
    new Date(from.getFullYear(), from.getMonth(), from.getDate(), hour);
  return Array.from({ length: HOURS }, (_, hour) => ({
    from: at(hour),
    to: at(hour + 1),
  }));
}

/** Something with its time. */
export type Entry = { at: Date; key: string } & (
  | { type: 'planned'; plan: ChaosPlannedRun }
  | { type: 'run'; run: ChaosCalendarRun }
  | { type: 'workflow'; item: ChaosStanding }
  | { type: 'game-day'; day: ChaosGameDay }
);

/** All that has a time, the earliest first. */
export function entriesOf({
  planned,
  runs,
  workflows,
  gameDays,
}: ChaosCalendar): Entry[] {
  const entries: Entry[] = [
    ...gameDays.map(day => ({
      type: 'game-day' as const,
      at: new Date(day.at),
      key: day.id,
      day,
    })),
    ...runs.map(run => ({
      type: 'run' as const,
      at: new Date(run.startedAt),
      key: run.id,
      run,
    })),
    ...workflows.map(item => ({
      type: 'workflow' as const,
      at: new Date(item.lastRun ?? item.createdAt),
      key: `${item.cluster} ${item.namespace} ${item.name}`,
      item,
    })),
    ...planned.map(plan => ({
      type: 'planned' as const,
      at: new Date(plan.at),
      key: `${plan.cluster} ${plan.namespace} ${plan.name} ${plan.at}`,
      plan,
    })),
  ];
  return entries.sort((one, other) => one.at.getTime() - other.at.getTime());
}

export function entriesIn(entries: readonly Entry[], span: Span): Entry[] {
  return entries.filter(({ at }) => at >= span.from && at < span.to);
}

/** What of one day has a line of its own in a month. */
export type Line =
  | { type: 'run'; key: string; run: ChaosCalendarRun }
  /** Several that came out the same. */
  | { type: 'runs'; key: string; like: ChaosCalendarRun; count: number }
  | { type: 'workflow'; key: string; item: ChaosStanding }
  | { type: 'game-day'; key: string; day: ChaosGameDay }
  /** All that one Schedule starts on that day. */
  | { type: 'planned'; key: string; plan: ChaosPlannedRun; count: number };

/** What came of a run: its verdict, or how far it is. */
export function resultOf(run: ChaosCalendarRun): string {
  return isOver(run) ? run.outcome ?? run.state : run.state;
}

/** The entries of one day in few lines: plans by Schedule, runs by what came of them. */
export function linesOf(entries: readonly Entry[]): Line[] {
  const lines = new Map<string, Line>();
  for (const entry of entries) {
    const { type } = entry;
    if (type === 'workflow') {
      lines.set(entry.key, { type, key: entry.key, item: entry.item });
    } else if (type === 'game-day') {
      lines.set(entry.key, { type, key: entry.key, day: entry.day });
    } else if (type === 'run') {
      const key = `run ${resultOf(entry.run)}`;
      const known = lines.get(key);
      const count = known?.type === 'runs' ? known.count : 1;
      lines.set(
        key,
        known
          ? { type: 'runs', key, like: entry.run, count: count + 1 }
          : { type, key, run: entry.run },
      );
    } else {
      const { plan } = entry;
      const { cluster, namespace, name, refusal } = plan;
      const key = ['plan', cluster, namespace, name, refusal?.by].join(' ');
      const known = lines.get(key);
      lines.set(
        key,
        known?.type === 'planned'
          ? { ...known, count: known.count + 1 }
          : { type, key, plan, count: 1 },
      );
    }
  }
  return [...lines.values()];
}

/** Those of some stretches that reach into another one. */
export function within<T extends { from: string; to: string }>(
  stretches: readonly T[],
  span: Span,
): T[] {
  return stretches.filter(
    ({ from, to }) => new Date(from) < span.to && new Date(to) > span.from,
  );
}

/** The clusters in which nothing may run for the whole of a stretch of time. */
export function closedIn(
  { closed }: Pick<ChaosCalendar, 'closed'>,
  span: Span,
): string[] {
  return [
    ...new Set(
      closed
        .filter(
          ({ from, to }) =>
            new Date(from) <= span.from && new Date(to) >= span.to,
        )
        .flatMap(({ clusters }) => clusters),
    ),
  ];
}

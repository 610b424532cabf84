const pad = (value: number, length = 2) => String(value).padStart(length, '0');

/** A day as an input of the type `date` has it, in the zone of the reader. */
export function dayText(date: Date): string {
  return [
    pad(date.getFullYear(), 4),
    pad(date.getMonth() + 1),
    pad(date.getDate()),
  ].join('-');
}

/** The day before or after, also where a day has not 24 hours. */
export function shiftDays(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

function startOf(day: string): Date | undefined {
  const date = new Date(`${day}T00:00:00`);
  return day === '' || Number.isNaN(date.getTime()) ? undefined : date;
}

/** What is wrong with two days, or the time from the start of one to the end of the other. */
export type DaysPeriod =
  | { from: Date; to: Date; problem?: undefined }
  | { problem: 'incomplete' | 'reversed' | 'future' };

/** The time of all days from one to another; of today what there is of it. */
export function periodOfDays(
  firstDay: string,
  lastDay: string,
  now: Date,
): DaysPeriod {
  const first = startOf(firstDay);
  const last = startOf(lastDay);
  if (!first || !last) {
    return { problem: 'incomplete' };
  }
  if (first > last) {
    return { problem: 'reversed' };
  }
  if (last > now) {
    return { problem: 'future' };
  }
  const end = shiftDays(last, 1);
  return { from: first, to: end < now ? end : now };
}

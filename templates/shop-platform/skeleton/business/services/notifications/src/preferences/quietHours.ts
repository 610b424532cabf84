import type { Preferences } from './Preferences.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

const kyivTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Kyiv',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** When an SMS may go out: now, or when the quiet hours that `now` falls into are over. */
export function afterQuietHours(
  now: Date,
  { from, to }: Preferences['quietHours'],
): Date {
  const minute = toMinutes(kyivTime.format(now));
  const sinceStart = modulo(minute - toMinutes(from), dayMinutes);
  const length = modulo(toMinutes(to) - toMinutes(from), dayMinutes);
  if (sinceStart >= length) {
    return now;
  }
  const startOfMinute = Math.floor(now.getTime() / minuteMs) * minuteMs;
  return new Date(startOfMinute + (length - sinceStart) * minuteMs);
}

function toMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

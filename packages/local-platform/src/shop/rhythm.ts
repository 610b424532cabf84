/** How busy each hour of a day in Kyiv is, beside the mean: quiet nights, a lunch, a long evening. */
const HOURS = [
  0.35, 0.2, 0.12, 0.1, 0.1, 0.18, 0.4, 0.7, 0.95, 1.1, 1.2, 1.25, 1.35, 1.3,
  1.2, 1.15, 1.2, 1.3, 1.5, 1.75, 1.9, 1.8, 1.35, 0.8,
];

/** And each day of the week, from Sunday. */
const DAYS = [1.12, 1.05, 0.98, 0.95, 0.97, 1.0, 0.93];

const inKyiv = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Kyiv',
  hourCycle: 'h23',
  hour: 'numeric',
  weekday: 'short',
});
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** How busy the shop is at a moment, beside its mean of 1 over a week. */
export function busyness(moment: Date): number {
  const parts = inKyiv.formatToParts(moment);
  const part = (type: string) =>
    parts.find(candidate => candidate.type === type)?.value ?? '';
  return HOURS[Number(part('hour'))] * DAYS[WEEKDAYS.indexOf(part('weekday'))];
}

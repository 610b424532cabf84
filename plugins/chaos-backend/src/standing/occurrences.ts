import { nextRun } from '@shop-platform/backstage-plugin-chaos-common';

const EVERY = /^\s*(?:(?:CRON_)?TZ=\S*\s+)?@every\s/;
const SECOND_MS = 1000;

/**
 * When a Schedule starts something after a time, one after another and without
 * end, in milliseconds since 1970; nothing where it never does.
 *
 * @param since - of `@every`: when it last started something, or was made
 * @throws an error that says what is wrong with the expression
 */
export function* occurrences(
  schedule: string,
  { after, since = after }: { after: number; since?: number },
): Generator<number, void> {
  let from = after;
  if (EVERY.test(schedule)) {
    const interval = nextRun(schedule, 0) ?? SECOND_MS;
    const begin = Math.floor(since / SECOND_MS) * SECOND_MS;
    const passed = Math.max(0, Math.floor((after - begin) / interval));
    from = begin + passed * interval;
  }
  let time = nextRun(schedule, from);
  while (time !== undefined) {
    yield time;
    time = nextRun(schedule, time);
  }
}

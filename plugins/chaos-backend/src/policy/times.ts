import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';
import { isTimeZone } from '../standing/wallClock';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const moment = z.iso
  .datetime({ offset: true })
  .transform(text => Date.parse(text));

/** `09:00`, and `24:00` for the end of a day; in minutes since midnight. */
const timeOfDay = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'has to be a time of day such as 09:00',
  })
  .transform(text => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** `10m`, `PT10M` or `{ minutes: 10 }`; in milliseconds. */
export const durationSchema = z
  .union([z.string(), z.record(z.string(), z.number())])
  .transform((value, context) => {
    try {
      const milliseconds = durationToMilliseconds(
        readDurationFromConfig(new ConfigReader({ value }), { key: 'value' }),
      );
      if (milliseconds > 0) {
        return milliseconds;
      }
      context.addIssue('has to be longer than nothing');
    } catch (error) {
      context.addIssue(toError(error).message);
    }
    return z.NEVER;
  });

/** The fields of a time in which nothing starts. */
export const freezeFields = {
  from: moment,
  to: moment,
  reason: z.string().min(1),
  regions: z.array(z.string().min(1)).optional(),
};

/** The fields of a stretch of each day in which something may run. */
export const hoursFields = {
  zone: z.string().refine(isTimeZone, {
    error: 'has to be a time zone such as Europe/Kyiv',
  }),
  days: z
    .array(z.enum(DAYS).transform(day => DAYS.indexOf(day)))
    .min(1)
    .optional(),
  from: timeOfDay,
  to: timeOfDay,
};

export function endsLater({ from, to }: { from: number; to: number }): boolean {
  return from < to;
}

export const ENDS_LATER = { error: 'has to end after it begins' };

export const ENDS_SAME_DAY = {
  error: 'has to end after it begins, on the same day',
};

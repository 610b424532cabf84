import {
  CHAOS_API_VERSION,
  dueRun,
  scheduleSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type ObservedSchedule } from '../clusters/standing';

/** Whether a Schedule starts something as soon as it is not paused any more. */
export function isDue(schedule: ObservedSchedule, now: number): boolean {
  try {
    const { metadata, spec, status } = schedule;
    const known = scheduleSchema.parse({
      apiVersion: CHAOS_API_VERSION,
      kind: 'Schedule',
      metadata,
      spec,
      status,
    });
    return dueRun(known, now).due !== undefined;
  } catch {
    // Nothing is known of it, so that it may.
    return true;
  }
}

import { createApiRef } from '@backstage/frontend-plugin-api';

/**
 * A stretch of time in which something was done to the platform on purpose: an
 * experiment, a drill, a deploy.
 *
 * @public
 */
export type TimeWindow = {
  /** Tells it from all others. */
  id: string;
  /** Its name, as people know it. */
  title: string;
  from: Date;
  /** Absent while it goes on. */
  to?: Date;
  /** Where it was done, when in one region. */
  region?: string;
  /** What it was done to: refs of entities. */
  entityRefs: readonly string[];
  /** Its page in the portal. */
  href?: string;
};

/**
 * What is known of some stretch of time.
 *
 * @public
 */
export type TimeWindows = {
  /** The newest first. */
  windows: readonly TimeWindow[];
  /** There are older ones in the stretch that are not listed. */
  moreExist: boolean;
};

/**
 * Tells what was done to the platform, so that any page about time can show it
 * beside what it measured. Who may not see it gets none.
 *
 * @public
 */
export interface TimeWindowsApi {
  /** The windows that touch a stretch of time. */
  list(
    range: { from: Date; to: Date },
    options?: { signal?: AbortSignal },
  ): Promise<TimeWindows>;
}

/**
 * Ref of the API; a portal without the chaos plugin has none.
 *
 * @public
 */
export const timeWindowsApiRef = createApiRef<TimeWindowsApi>().with({
  id: 'platform.time-windows',
  pluginId: 'app',
});

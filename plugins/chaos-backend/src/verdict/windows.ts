const MINUTE_MS = 60_000;

/** How long before a run is looked at. */
export const BEFORE_MS = 5 * MINUTE_MS;
/** How long after a run is looked at. */
export const AFTER_MS = MINUTE_MS;

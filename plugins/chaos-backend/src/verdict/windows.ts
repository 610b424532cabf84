/** How long before a run is looked at. */
export const BEFORE_MS = 5 * 60_000;
/** How long spans may take to arrive. */
export const LATE_SPANS_MS = 10_000;

/** How long before a run is looked at. */
export const BEFORE_MS = 5 * 60_000;

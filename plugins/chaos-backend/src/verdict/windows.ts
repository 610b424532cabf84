/** How long before a run is looked at. */
export const BEFORE_MS = 5 * 60_000;
/** How long before that a span that names a region tells that spans do. */
const HEARD_MS = 60 * 60_000;

/** From when on a span tells that spans name its region, for what begins at a time. */
export function heardSince(start: number): number {
  return start - HEARD_MS;
}

/** How long spans may take to arrive. */
export const LATE_SPANS_MS = 10_000;

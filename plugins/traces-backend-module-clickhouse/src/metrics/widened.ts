import { type TraceWindow } from '@shop-platform/backstage-plugin-traces-node';

const SECOND = 1_000_000_000n;
/** Clocks of two hosts differ by this much at most. */
const SKEW = 60n * SECOND;
/** A callee begins its span this long after its caller at most; messages may wait. */
const LATENESS = 3_600n * SECOND;

/** Where the other span of a call can be, when one of the two starts in the window. */
export function widened({ from, to }: TraceWindow): TraceWindow {
  return { from: from - SKEW, to: to + LATENESS };
}

/** Where the caller's span can be, when the callee's starts in the window. */
export function widenedBack({ from, to }: TraceWindow): TraceWindow {
  return { from: from - LATENESS, to: to + SKEW };
}

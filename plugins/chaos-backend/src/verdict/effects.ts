import { ENOUGH_REQUESTS } from './enough';
import { type Traffic, type Window } from './TrafficReader';
import { type Watched } from './Watched';

/** By how much a number has to grow for a fault to have had an effect. */
const NOTICEABLE = 1.25;
/** In milliseconds: less is the noise of a machine. */
const NOTICEABLE_MS = 5;
const NOTICEABLE_ERRORS = 0.01;
/** How many standard deviations chance does not explain. */
const BEYOND_CHANCE = 3;

type BeforeAndDuring = { before: Traffic; during: Traffic };

/**
 * Whether a fault shows in what it hit: there itself, or in the calls of it as
 * those saw them who made them. That a service which calls it is slower or fails
 * more may come of anything else; it counts where what was hit cannot show it,
 * since fewer requests than before reached it, or since nobody traces it.
 */
export function isFelt(watched: readonly Watched[]): boolean {
  const targets = watched.filter(({ role }) => role === 'target');
  const callers = watched.filter(({ role }) => role === 'caller');
  const isCutOff =
    targets.length === 0 || targets.some(target => target.hasFallen);
  return (
    targets.some(hasEffect) ||
    callers.some(({ calls = [] }) => calls.some(hasEffect)) ||
    (isCutOff && callers.some(hasEffect))
  );
}

/** Whether what was answered is noticeably slower, or fails more. */
export function hasEffect({ before, during }: BeforeAndDuring): boolean {
  const slower =
    before.p95Ms !== undefined &&
    during.p95Ms !== undefined &&
    Math.min(before.requests, during.requests) >= ENOUGH_REQUESTS &&
    during.p95Ms > before.p95Ms * NOTICEABLE &&
    during.p95Ms > before.p95Ms + NOTICEABLE_MS;
  const errors = (rateOf(during) ?? 0) - (rateOf(before) ?? 0);
  return slower || errors > NOTICEABLE_ERRORS;
}

/** The share of requests that failed; undefined where there were too few to tell. */
export function rateOf({ requests, errors }: Traffic): number | undefined {
  return requests >= ENOUGH_REQUESTS ? errors / requests : undefined;
}

/** Whether fewer requests came in a time than in the one before, and not by chance. */
export function hasFallen(
  { before, during }: BeforeAndDuring,
  [early, late]: readonly [Window, Window],
): boolean {
  const expected =
    (before.requests * (late.to - late.from)) / (early.to - early.from);
  return (
    during.requests * NOTICEABLE < expected &&
    expected - during.requests > BEYOND_CHANCE * Math.sqrt(expected)
  );
}

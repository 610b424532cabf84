/**
 * How a thing is, in the four words used on every page.
 *
 * @public
 */
export type StatusLevel = 'healthy' | 'degraded' | 'down' | 'unknown';

const SEVERITY: Record<StatusLevel, number> = {
  healthy: 0,
  unknown: 1,
  degraded: 2,
  down: 3,
};

/**
 * The level that stands for a whole: `down`, then `degraded`, then `unknown`,
 * then `healthy`.
 *
 * @remarks
 * A known problem outranks a missing answer, because somebody can act on it; a
 * missing answer outranks good news. Nothing at all is `unknown`: a whole
 * without parts has not been shown to be healthy.
 *
 * @public
 */
export function worstStatus(levels: Iterable<StatusLevel>): StatusLevel {
  const [first, ...rest] = levels;
  if (first === undefined) {
    return 'unknown';
  }
  return rest.reduce(
    (worst, level) => (SEVERITY[level] > SEVERITY[worst] ? level : worst),
    first,
  );
}

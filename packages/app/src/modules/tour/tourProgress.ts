import { z } from 'zod';
import { TOUR_STEPS, type TourStep } from './tourSteps';

/** How far somebody is, and whether they want to see it. */
export interface TourProgress {
  visited: TourStep[];
  /** `auto`: shown until it is done. */
  view: 'auto' | 'shown' | 'hidden';
}

const progressSchema = z.object({
  visited: z.array(z.string()),
  view: z.enum(['auto', 'shown', 'hidden']),
});

/**
 * Reads what is stored. Steps this version does not have are left out; what
 * cannot be read counts as a tour not begun.
 */
export function readProgress(stored: unknown): TourProgress {
  const parsed = progressSchema.safeParse(stored);
  const { visited, view } = parsed.success
    ? parsed.data
    : { visited: [], view: 'auto' as const };
  return { visited: TOUR_STEPS.filter(step => visited.includes(step)), view };
}

/** @returns whether every step that there is has been taken */
export function isComplete(
  { visited }: TourProgress,
  steps: readonly TourStep[],
): boolean {
  return steps.every(step => visited.includes(step));
}

/** @returns whether the home page shows the tour */
export function isShown(
  progress: TourProgress,
  steps: readonly TourStep[],
): boolean {
  return (
    progress.view === 'shown' ||
    (progress.view === 'auto' && !isComplete(progress, steps))
  );
}

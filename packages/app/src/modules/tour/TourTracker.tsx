import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { stepsAt, type TourStep } from './tourSteps';
import { useTourProgress } from './useTourProgress';

/** Ticks a step of the tour when the person is where it leads. */
export function TourTracker({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const { progress, save } = useTourProgress();
  const taken = useRef(new Set<TourStep>());

  useEffect(() => {
    // Steps taken before the stored ones are known are kept until then.
    stepsAt(pathname).forEach(step => taken.current.add(step));
    if (!progress) {
      return;
    }
    const added = [...taken.current].filter(
      step => !progress.visited.includes(step),
    );
    taken.current.clear();
    if (added.length > 0) {
      save({ ...progress, visited: [...progress.visited, ...added] });
    }
  }, [pathname, progress, save]);

  return <>{children}</>;
}

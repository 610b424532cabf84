import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  dayOf,
  isView,
  keyOf,
  type Period,
  periodOf,
  type View,
} from '../../model/calendar';

type Place = { view: View; date: string; gameDay: string };

/** What is looked at, in the link of the page. */
export function usePeriod(): {
  period: Period;
  /** The day that the link names. */
  day: Date;
  /** The game day that is open. */
  gameDay: string | undefined;
  go: (to: Partial<Place>) => void;
  closeGameDay: () => void;
} {
  const [link, setLink] = useSearchParams();
  const stated = link.get('view');
  const view = isView(stated) ? stated : 'month';
  const date = keyOf(dayOf(link.get('date'), new Date()));
  const day = useMemo(() => dayOf(date, new Date()), [date]);
  const period = useMemo(() => periodOf(view, day), [view, day]);
  const change = (work: (next: URLSearchParams) => void) =>
    setLink(
      previous => {
        const next = new URLSearchParams(previous);
        work(next);
        return next;
      },
      { replace: true },
    );
  return {
    period,
    day,
    gameDay: link.get('gameDay') ?? undefined,
    go: to =>
      change(next =>
        Object.entries({ view, date, ...to }).forEach(([name, value]) =>
          next.set(name, value),
        ),
      ),
    closeGameDay: () => change(next => next.delete('gameDay')),
  };
}

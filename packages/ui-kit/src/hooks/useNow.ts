import { useEffect, useState } from 'react';
import { ageHoldsFor } from '../lib/dates';
import { VisibleTimer } from '../lib/VisibleTimer';

/** The time, looked at again when the age of a date no longer reads the same. */
export function useNow(date: Date): Date {
  const [now, setNow] = useState(() => new Date());
  const time = date.getTime();

  useEffect(() => {
    const timer = new VisibleTimer();
    timer.schedule(ageHoldsFor(new Date(time), now), () => setNow(new Date()));
    return () => timer.cancel();
  }, [time, now]);

  return now;
}

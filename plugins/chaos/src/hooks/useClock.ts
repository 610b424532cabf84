import { useEffect, useState } from 'react';

const SECOND_MS = 1_000;

/** The time, looked at once a second while something counts down. */
export function useClock(isNeeded: boolean): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (!isNeeded) {
      return undefined;
    }
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), SECOND_MS);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
}

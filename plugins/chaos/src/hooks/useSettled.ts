import { useEffect, useState } from 'react';

/** A value that changes often, once it has not for a while, or at once. */
export function useSettled<T>(
  value: T,
  afterMs: number,
): { settled: T; settle: () => void } {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return { settled, settle: () => setSettled(value) };
}

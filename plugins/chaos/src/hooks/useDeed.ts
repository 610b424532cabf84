import { toError } from '@backstage/errors';
import { useState } from 'react';

export type Deed<Args extends unknown[] = []> = {
  isPending: boolean;
  /** Why it failed the last time. */
  error?: Error;
  run: (...args: Args) => Promise<void>;
};

/** Something that a button does, once at a time, and what came of it. */
export function useDeed<Args extends unknown[] = []>(
  act: (...args: Args) => Promise<void>,
): Deed<Args> {
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<Error>();

  const run = async (...args: Args) => {
    setIsPending(true);
    setError(undefined);
    try {
      await act(...args);
    } catch (cause) {
      setError(toError(cause));
    } finally {
      setIsPending(false);
    }
  };
  return { isPending, ...(error ? { error } : {}), run };
}

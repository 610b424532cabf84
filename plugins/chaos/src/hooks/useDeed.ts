import { toError } from '@backstage/errors';
import { useState } from 'react';

export type Deed = {
  isPending: boolean;
  /** Why it failed the last time. */
  error?: Error;
  run: () => Promise<void>;
};

/** Something that a button does, once at a time, and what came of it. */
export function useDeed(act: () => Promise<void>): Deed {
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<Error>();

  const run = async () => {
    setIsPending(true);
    setError(undefined);
    try {
      await act();
    } catch (cause) {
      setError(toError(cause));
    } finally {
      setIsPending(false);
    }
  };
  return { isPending, ...(error ? { error } : {}), run };
}

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { AsyncLoader } from '../lib/AsyncLoader';
import { type AsyncState } from '../model/asyncState';

/**
 * What `useAsyncData` gives back.
 *
 * @public
 */
export type AsyncData<T> = { state: AsyncState<T>; refresh: () => void };

const LOADING: AsyncState<never> = { status: 'loading' };

/** One object for as long as the dependencies stay the same. */
function useGeneration(deps: readonly unknown[]): object {
  const [generation, setGeneration] = useState({ deps });
  const isSame =
    generation.deps.length === deps.length &&
    generation.deps.every((value, index) => Object.is(value, deps[index]));
  if (isSame) {
    return generation;
  }
  const next = { deps };
  setGeneration(next);
  return next;
}

/**
 * Loads a value and keeps it fresh while somebody looks.
 *
 * @remarks
 * The last value stays while it is renewed, and when renewing fails. Loads are
 * aborted on unmount and when `deps` change; a value loaded for other `deps` is
 * never shown. Failures that may pass are tried again after 2, 4, 8 … 60 s;
 * refusals, missing things and wrong input wait for `refresh`.
 *
 * @param deps - what `load` depends on, compared one by one as React does
 * @param options - `refreshIntervalMs`: load again this long after each load
 * @public
 */
export function useAsyncData<T>(
  load: (signal: AbortSignal) => Promise<T>,
  deps: readonly unknown[],
  options: { refreshIntervalMs?: number } = {},
): AsyncData<T> {
  const { refreshIntervalMs } = options;
  const generation = useGeneration(deps);
  const [entry, setEntry] = useState<{
    generation: object;
    state: AsyncState<T>;
  }>();
  const latestLoad = useRef(load);
  const current = useRef<AsyncLoader<T>>();

  useEffect(() => {
    latestLoad.current = load;
  });
  useEffect(() => {
    const loader = new AsyncLoader<T>(
      async signal => latestLoad.current(signal),
      state => setEntry({ generation, state }),
    );
    current.current = loader;
    loader.start();
    return () => loader.stop();
  }, [generation]);
  useEffect(() => {
    current.current?.setRefreshInterval(refreshIntervalMs);
  }, [generation, refreshIntervalMs]);

  const refresh = useCallback(() => current.current?.refresh(), []);
  const state = entry?.generation === generation ? entry.state : LOADING;
  return useMemo(() => ({ state, refresh }), [state, refresh]);
}

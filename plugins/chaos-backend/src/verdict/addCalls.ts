import { type ReadCalls } from './CallsReader';
import { hasEffect } from './effects';
import { type Window } from './TrafficReader';
import { type Watched } from './Watched';
import { type Callers } from './watchedOf';

/**
 * Adds the calls of what was hit to those who made them. Where that shows the
 * fault itself nothing is asked, and no more once one call shows it: each takes
 * two questions to the traces.
 */
export async function addCalls(
  watched: readonly Watched[],
  options: {
    callers: Callers;
    windows: readonly [before: Window, during: Window];
    readCalls: ReadCalls;
    region: string;
    signal?: AbortSignal | undefined;
  },
): Promise<Watched[]> {
  const { callers, windows, readCalls, region, signal } = options;
  const targets = watched.filter(({ role }) => role === 'target');
  let isFound = targets.some(hasEffect);
  const found: Watched[] = [];
  for (const entry of watched) {
    const calls: NonNullable<Watched['calls']> = [];
    const called = targets.filter(({ service }) =>
      callers.get(service)?.includes(entry.service),
    );
    for (const { service } of entry.role === 'caller' ? called : []) {
      if (isFound) {
        break;
      }
      const [before, during] = await Promise.all(
        windows.map(window =>
          readCalls(
            {
              ...{ caller: entry.service, callee: service, ...window },
              // Its calls are counted where its requests are.
              ...(entry.scope === 'region' ? { region } : {}),
            },
            signal,
          ),
        ),
      );
      if (before && during) {
        calls.push({ before, during });
        isFound = hasEffect({ before, during });
      }
    }
    found.push(calls.length > 0 ? { ...entry, calls } : entry);
  }
  return found;
}

import { connectToTraces, type TracesAccess } from './TracesAccess';
import { type Window } from './TrafficReader';
import { type Callers } from './watchedOf';

/** Reads who called whom in a window. */
export type ReadCallers = (
  window: Window,
  signal?: AbortSignal,
) => Promise<Callers>;

/** Reads the edges between services from the traces back end. */
export function createCallersReader(access: TracesAccess): ReadCallers {
  return async ({ from, to }, signal) => {
    const client = await connectToTraces(access);
    const { edges } = await client.getEdges(
      { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
      { ...(signal ? { signal } : {}) },
    );
    const callers = new Map<string, string[]>();
    for (const { caller, callee } of edges) {
      callers.set(callee, [...(callers.get(callee) ?? []), caller]);
    }
    return callers;
  };
}

import { connectToTraces, type TracesAccess } from './TracesAccess';
import { type Window } from './TrafficReader';
import { type Callers } from './watchedOf';
import { whyFailed } from './whyFailed';

/** Who called whom, as far as the sources of traces answered. */
export type ReadingOfCallers = {
  callers: Callers;
  /** The sources that should have, and did not, with why. */
  failed: readonly string[];
};

/** Reads who called whom in a window. */
export type ReadCallers = (
  window: Window,
  signal?: AbortSignal,
) => Promise<ReadingOfCallers>;

/** Reads the edges between services from the traces back end. */
export function createCallersReader(access: TracesAccess): ReadCallers {
  return async ({ from, to }, signal) => {
    const client = await connectToTraces(access);
    const { edges, sources } = await client.getEdges(
      { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
      { ...(signal ? { signal } : {}) },
    );
    const callers = new Map<string, string[]>();
    for (const { caller, callee } of edges) {
      callers.set(callee, [...(callers.get(callee) ?? []), caller]);
    }
    return { callers, failed: whyFailed(sources) };
  };
}

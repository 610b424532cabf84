import { REGION_ATTRIBUTE } from './PlacedReader';
import { connectToTraces, type TracesAccess } from './TracesAccess';
import { type Traffic, type Window } from './TrafficReader';
import { whyFailed } from './whyFailed';

/** Of what calls are counted. */
export type Calls = Window & {
  caller: string;
  callee: string;
  /** Of the callers in that one only. */
  region?: string;
};

/**
 * Counts the calls of one service to another as the one that made them saw them:
 * with the network between both, of which the one that answers knows nothing.
 * Undefined where no source of traces can tell.
 */
export type ReadCalls = (
  calls: Calls,
  signal?: AbortSignal,
) => Promise<Traffic | undefined>;

/** One point is enough; it is the longest there may be, in seconds. */
const STEP = 86_400;

/** Counts calls in the traces back end. */
export function createCallsReader(access: TracesAccess): ReadCalls {
  return async ({ caller, callee, region, from, to }, signal) => {
    const client = await connectToTraces(access);
    const { series, sources } = await client.getRed(
      {
        service: caller,
        peer: callee,
        ...(region === undefined
          ? {}
          : { resource: `${REGION_ATTRIBUTE}=${region}` }),
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        stepSeconds: STEP,
      },
      { ...(signal ? { signal } : {}) },
    );
    const failed = whyFailed(sources);
    if (failed.length > 0) {
      throw new Error(
        `Not all calls of ${callee} by ${caller} are known: ${failed.join(
          '; ',
        )}`,
      );
    }
    if (series.length === 0) {
      return undefined;
    }
    const totals = series.map(({ total }) => total);
    const p95s = totals.flatMap(({ p95Ms }) => p95Ms ?? []);
    return {
      requests: totals.reduce((sum, { requests }) => sum + requests, 0),
      errors: totals.reduce((sum, { errors }) => sum + errors, 0),
      // Quantiles of several sources cannot be added up: the worst counts.
      ...(p95s.length > 0 ? { p95Ms: Math.max(...p95s) } : {}),
    };
  };
}

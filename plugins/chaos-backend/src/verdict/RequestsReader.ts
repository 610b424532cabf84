import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';
import { connectToTraces, type TracesAccess } from './TracesAccess';
import { SERVICE_ATTRIBUTE, type Window } from './TrafficReader';

/** How many requests each service got, as far as the sources of traces answered. */
export type ReadingOfRequests = {
  requests: ReadonlyMap<string, number>;
  /** Why there may have been more than these; empty where that is known. */
  unknown: readonly string[];
};

/** Counts the requests of all services in a window, or those that one of them made. */
export type ReadRequests = (
  query: Window & { caller?: string | undefined },
  signal?: AbortSignal,
) => Promise<ReadingOfRequests>;

/** Counts requests in the traces back end. */
export function createRequestsReader(access: TracesAccess): ReadRequests {
  return async ({ from, to, caller }, signal) => {
    const client = await connectToTraces(access);
    const window = {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    };
    const options = signal ? { signal } : {};
    if (caller === undefined) {
      const { groups, sources } = await client.getRedByResource(
        { attribute: SERVICE_ATTRIBUTE, ...window },
        options,
      );
      return {
        requests: addUp(groups.map(({ value, requests }) => [value, requests])),
        unknown: whyUnknown(sources),
      };
    }
    const { edges, sources } = await client.getEdges(window, options);
    return {
      requests: addUp(
        edges
          .filter(edge => edge.caller === caller)
          .map(({ callee, requests }) => [callee, requests]),
      ),
      unknown: whyUnknown(sources),
    };
  };
}

function addUp(
  counts: readonly (readonly [service: string, requests: number])[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [service, requests] of counts) {
    sums.set(service, (sums.get(service) ?? 0) + requests);
  }
  return sums;
}

/** A source that cannot count at all says nothing of how many there were. */
function whyUnknown(sources: readonly SourceAnswer[]): string[] {
  if (!sources.some(({ state }) => state !== 'unsupported')) {
    return [
      sources.length === 0
        ? 'there is no source of traces'
        : 'no source of traces counts these requests',
    ];
  }
  return sources
    .filter(({ state }) => state === 'failed')
    .map(({ title, message = 'no answer' }) => `${title}: ${message}`);
}

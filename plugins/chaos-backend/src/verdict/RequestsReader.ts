import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';
import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';
import { type PlacedQuery, type PlacedReader } from './PlacedReader';
import { connectToTraces, type TracesAccess } from './TracesAccess';
import { trafficIn } from './trafficIn';
import { type Window } from './TrafficReader';
import { whyFailed } from './whyFailed';

/** How many requests a service got, and where they were counted. */
export type CountedRequests = { count: number; scope: ChaosScope };

/** How many requests each service got, as far as the sources of traces answered. */
export type ReadingOfRequests = {
  requests: ReadonlyMap<string, CountedRequests>;
  /** Why there may have been more than these; empty where that is known. */
  unknown: readonly string[];
};

/** Counts the requests of all services in a window, or those that one of them made. */
export type ReadRequests = (
  query: Window &
    Pick<PlacedQuery, 'region' | 'since'> & { caller?: string | undefined },
  signal?: AbortSignal,
) => Promise<ReadingOfRequests>;

/** Counts requests in the traces back end. */
export function createRequestsReader(
  access: TracesAccess,
  reader: PlacedReader,
): ReadRequests {
  return async ({ from, to, caller, ...placed }, signal) => {
    if (caller !== undefined) {
      return readCalls(access, { from, to, caller }, signal);
    }
    const { answers, heard } = await reader.read(
      { windows: [{ from, to }], ...placed },
      signal,
    );
    const [{ groups, sources }] = answers;
    return {
      requests: new Map(
        [...trafficIn(placed.region, [groups], heard.isHeard)].map(
          ([service, { scope, windows }]) => [
            service,
            { scope, count: windows[0].requests },
          ],
        ),
      ),
      unknown: [
        ...whyUnknown(sources),
        // If they do not, there are those of all regions.
        ...(heard.unknown === undefined ? [] : [heard.unknown]),
      ],
    };
  };
}

/** What one service asked of the others. Who calls whom is known of all regions together. */
async function readCalls(
  access: TracesAccess,
  { from, to, caller }: Window & { caller: string },
  signal: AbortSignal | undefined,
): Promise<ReadingOfRequests> {
  const client = await connectToTraces(access);
  const { edges, sources } = await client.getEdges(
    { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    { ...(signal ? { signal } : {}) },
  );
  const requests = new Map<string, CountedRequests>();
  for (const edge of edges.filter(each => each.caller === caller)) {
    requests.set(edge.callee, {
      scope: 'calls-without-region',
      count: (requests.get(edge.callee)?.count ?? 0) + edge.requests,
    });
  }
  return { requests, unknown: whyUnknown(sources) };
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
  return whyFailed(sources);
}

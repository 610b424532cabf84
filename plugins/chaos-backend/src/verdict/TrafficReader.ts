import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';
import { PlacedReader, type PlacedQuery } from './PlacedReader';
import { type TracesAccess } from './TracesAccess';
import { trafficIn } from './trafficIn';

/** The requests that a service answered in a window. */
export type Traffic = {
  requests: number;
  errors: number;
  p95Ms?: number;
  p99Ms?: number;
};

/** A window of time; milliseconds since 1970. */
export type Window = { from: number; to: number };

/** What a service answered, in each of the windows. */
export type ServiceTraffic = { scope: ChaosScope; windows: Traffic[] };

export const NO_TRAFFIC: Traffic = { requests: 0, errors: 0 };

/**
 * The traffic of each service, by its name: that of a region as far as it can be
 * told apart, and of all regions else, as its scope says.
 */
export type ReadTraffic = (
  query: PlacedQuery,
  signal?: AbortSignal,
) => Promise<ReadonlyMap<string, ServiceTraffic>>;

/** Reads the traffic of all services from the traces back end. */
export function createTrafficReader(access: TracesAccess): ReadTraffic {
  const reader = new PlacedReader(access);
  return async (query, signal) => {
    const { answers, isHeard } = await reader.read(query, signal);
    return trafficIn(
      query.region,
      answers.map(({ groups }) => groups),
      isHeard,
    );
  };
}

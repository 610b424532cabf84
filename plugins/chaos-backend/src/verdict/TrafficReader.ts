import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';
import { type PlacedQuery, type PlacedReader } from './PlacedReader';
import { trafficIn } from './trafficIn';
import { whyFailed } from './whyFailed';

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

/** The traffic of all services, as far as the sources of traces answered. */
export type ReadingOfTraffic = {
  /**
   * By the name of the service: that of a region as far as it can be told apart, and
   * of all regions else, as its scope says.
   */
  services: ReadonlyMap<string, ServiceTraffic>;
  /** The sources that should have answered, and did not, with why. */
  failed: readonly string[];
  /** Why it is not known whether spans name the region, which counts as if they did. */
  unheard?: string;
};

export type ReadTraffic = (
  query: PlacedQuery,
  signal?: AbortSignal,
) => Promise<ReadingOfTraffic>;

/** Reads the traffic of all services from the traces back end. */
export function createTrafficReader(reader: PlacedReader): ReadTraffic {
  return async (query, signal) => {
    const { answers, heard } = await reader.read(query, signal);
    return {
      services: trafficIn(
        query.region,
        answers.map(({ groups }) => groups),
        heard.isHeard,
      ),
      failed: whyFailed(answers.flatMap(({ sources }) => sources)),
      ...(heard.unknown === undefined ? {} : { unheard: heard.unknown }),
    };
  };
}

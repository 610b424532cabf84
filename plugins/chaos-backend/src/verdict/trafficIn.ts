import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';
import { type ServiceTraffic, type Traffic } from './TrafficReader';

/** What a service answered in one region, or where its spans name none. */
export type PlacedTraffic = {
  service: string;
  region?: string;
  traffic: Traffic;
};

/**
 * What each service answered in a region, in each of several windows. Whether that
 * can be told is told of all of them together: numbers of one region are not
 * compared with those of several.
 *
 * @param isHeard - whether spans name that region at all
 */
export function trafficIn(
  region: string,
  windows: readonly (readonly PlacedTraffic[])[],
  isHeard: boolean,
): ReadonlyMap<string, ServiceTraffic> {
  const all = windows.flat();
  return new Map(
    [...new Set(all.map(({ service }) => service))].map(name => {
      const scope = scopeOf(
        all.filter(({ service }) => service === name),
        isHeard,
      );
      const counts = (group: PlacedTraffic) =>
        group.service === name &&
        (scope !== 'region' || group.region === region);
      return [
        name,
        { scope, windows: windows.map(each => addUp(each.filter(counts))) },
      ];
    }),
  );
}

function scopeOf(
  groups: readonly PlacedTraffic[],
  isHeard: boolean,
): ChaosScope {
  if (groups.every(({ region }) => region === undefined)) {
    return 'spans-without-region';
  }
  return isHeard ? 'region' : 'region-without-spans';
}

function addUp(groups: readonly PlacedTraffic[]): Traffic {
  return groups.reduce<Traffic>(
    (sum, { traffic: { requests, errors, p95Ms, p99Ms } }) => {
      // Quantiles cannot be added up: the worst counts.
      const p95s = [sum.p95Ms, p95Ms].filter(ms => ms !== undefined);
      const p99s = [sum.p99Ms, p99Ms].filter(ms => ms !== undefined);
      return {
        requests: sum.requests + requests,
        errors: sum.errors + errors,
        ...(p95s.length > 0 ? { p95Ms: Math.max(...p95s) } : {}),
        ...(p99s.length > 0 ? { p99Ms: Math.max(...p99s) } : {}),
      };
    },
    { requests: 0, errors: 0 },
  );
}

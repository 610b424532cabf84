import {
  type ChaosCluster,
  type ChaosHalt,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Tone } from './runs';

export const CLUSTER_TONES: Record<ChaosCluster['state'], Tone> = {
  ready: 'good',
  absent: 'quiet',
  refused: 'warning',
  silent: 'quiet',
};

/** One pull of a lever, and where it holds. */
export type HaltedPlaces = { halt: ChaosHalt; clusters: ChaosCluster[] };

/** What was halted, a lever that was pulled for several clusters once. */
export function haltedPlaces(
  clusters: readonly ChaosCluster[],
): HaltedPlaces[] {
  const places = new Map<string, HaltedPlaces>();
  for (const cluster of clusters) {
    const { halt } = cluster;
    if (halt) {
      const key = JSON.stringify([halt.at, halt.by, halt.reason]);
      const place = places.get(key) ?? { halt, clusters: [] };
      place.clusters.push(cluster);
      places.set(key, place);
    }
  }
  return [...places.values()];
}

/** Where a lever is: in a cluster, or in all those of a region. */
export type LeverPlace = {
  title: string;
  query: { cluster: string } | { region: string };
};

export function clusterPlace({
  name,
  title,
}: Pick<ChaosCluster, 'name' | 'title'>): LeverPlace {
  return { title, query: { cluster: name } };
}

export function regionPlace(region: string): LeverPlace {
  return { title: region, query: { region } };
}

/** A region may be titled as one of its clusters: each place has words of its own. */
export function isRegion({ query }: LeverPlace): boolean {
  return 'region' in query;
}

export type Region = { name: string; clusters: ChaosCluster[] };

/**
 * The regions of several clusters, of which each has a lever. Where there is one
 * region alone, that of everything is its lever.
 */
export function sharedRegions(clusters: readonly ChaosCluster[]): Region[] {
  const names = [...new Set(clusters.map(({ region }) => region))];
  return names.length < 2
    ? []
    : names
        .map(name => ({
          name,
          clusters: clusters.filter(({ region }) => region === name),
        }))
        .filter(region => region.clusters.length > 1);
}

/** By which levers clusters are armed again: by that of a region where all of it is halted. */
export function placesToArm(
  halted: readonly ChaosCluster[],
  all: readonly ChaosCluster[],
): LeverPlace[] {
  const regions = sharedRegions(all).filter(region =>
    region.clusters.every(cluster => halted.includes(cluster)),
  );
  const isOf = (cluster: ChaosCluster) =>
    regions.some(({ name }) => name === cluster.region);
  return [
    ...regions.map(({ name }) => regionPlace(name)),
    ...halted.filter(cluster => !isOf(cluster)).map(clusterPlace),
  ];
}

/** The lever that is enough for some clusters; undefined where it is that of everything. */
export function placeOfAll(
  clusters: readonly ChaosCluster[],
): LeverPlace | undefined {
  const [first, ...others] = clusters;
  if (first === undefined) {
    return undefined;
  }
  if (others.length === 0) {
    return clusterPlace(first);
  }
  return others.every(({ region }) => region === first.region)
    ? regionPlace(first.region)
    : undefined;
}

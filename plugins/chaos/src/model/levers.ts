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

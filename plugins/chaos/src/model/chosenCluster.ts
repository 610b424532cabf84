import { type ChaosCluster } from '@shop-platform/backstage-plugin-chaos-common';

/** The one of a name; otherwise the first in which something may start. */
export function chosenCluster(
  clusters: readonly ChaosCluster[],
  name: string | undefined,
): ChaosCluster | undefined {
  return (
    clusters.find(cluster => cluster.name === name) ??
    clusters.find(({ state, halt }) => state === 'ready' && !halt) ??
    clusters[0]
  );
}

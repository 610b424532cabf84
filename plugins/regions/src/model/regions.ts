import {
  type Region,
  type RegionCluster,
  type RegionWorkloads,
} from '@shop-platform/backstage-plugin-regions-common';

export type SilentCluster = { title: string; since: string; reason: string };

/** The clusters that are not heard, by name. */
export function silentClusters(
  clusters: readonly RegionCluster[],
): SilentCluster[] {
  return clusters.flatMap(({ title, workloads }) =>
    workloads.state === 'unknown'
      ? [{ title, since: workloads.since, reason: workloads.reason }]
      : [],
  );
}

export type Pods = {
  ready: number;
  desired: number;
  restarts: number;
  /** Whether every cluster was heard: otherwise there may be more. */
  isWhole: boolean;
};

/** The pods of all clusters that were heard; undefined when none was. */
export function podsOf(clusters: readonly RegionCluster[]): Pods | undefined {
  const known = clusters.flatMap(({ workloads }) =>
    workloads.state === 'known' ? [workloads.value] : [],
  );
  if (known.length === 0) {
    return undefined;
  }
  const add = (of: (workloads: RegionWorkloads) => number) =>
    known.reduce((total, workloads) => total + of(workloads), 0);
  return {
    ready: add(({ podsReady }) => podsReady),
    desired: add(({ podsDesired }) => podsDesired),
    restarts: add(({ restartsLastHour }) => restartsLastHour),
    isWhole: known.length === clusters.length,
  };
}

export type Replication = { from: Region; to: Region };

/** From the one primary to each replica that receives something. */
export function replications(regions: readonly Region[]): Replication[] {
  const roleOf = ({ database }: Region) =>
    database.state === 'known' ? database.value.role : undefined;
  const [from, ...others] = regions.filter(
    region => roleOf(region) === 'primary',
  );
  if (!from || others.length > 0) {
    return [];
  }
  return regions
    .filter(
      ({ database }) =>
        database.state === 'known' &&
        database.value.role === 'replica' &&
        database.value.receiving !== false,
    )
    .map(to => ({ from, to }));
}

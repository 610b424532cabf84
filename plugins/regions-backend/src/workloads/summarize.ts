import { type Deployment } from '@shop-platform/backstage-plugin-clusters-node';
import {
  type RegionWorkload,
  type RegionWorkloads,
} from '@shop-platform/backstage-plugin-regions-common';

const MAX_NOT_READY = 20;

const missing = ({ podsDesired, podsReady }: RegionWorkload) =>
  Math.max(0, podsDesired - podsReady);

function toWorkload({ metadata, spec, status }: Deployment): RegionWorkload {
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    podsReady: status.readyReplicas,
    podsDesired: spec.replicas,
    images: spec.template.spec.containers.map(({ image }) => image),
  };
}

function sum(
  workloads: RegionWorkload[],
  of: (workload: RegionWorkload) => number,
): number {
  return workloads.reduce((total, workload) => total + of(workload), 0);
}

/** What some Deployments are together. */
export function summarize(
  deployments: Deployment[],
  restartsLastHour: number,
): RegionWorkloads {
  const items = deployments
    .map(toWorkload)
    .sort(
      (left, right) =>
        left.namespace.localeCompare(right.namespace) ||
        left.name.localeCompare(right.name),
    );
  const notReady = items.filter(item => missing(item) > 0);
  return {
    workloadsReady: items.length - notReady.length,
    workloadsTotal: items.length,
    podsReady: sum(items, ({ podsReady }) => podsReady),
    podsDesired: sum(items, ({ podsDesired }) => podsDesired),
    restartsLastHour,
    notReady: notReady
      .sort((left, right) => missing(right) - missing(left))
      .slice(0, MAX_NOT_READY),
    items,
  };
}

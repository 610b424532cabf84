import { formatQuantity, parseQuantity } from '../../model/quantity';
import type { Usage } from '../../PodRuntime';
import type { MetricSpec, MetricTarget, Pod } from '../types';
import { groupPods, requestOf } from './usage';

/** As much may a metric be off its target without anything happening. */
const TOLERANCE = 0.1;

/** What one metric asks for. */
export type Proposal = {
  replicas: number;
  /** The metric in a sentence. */
  name: string;
  /** Its value now, for the status. */
  current: object;
};

export type Measured = {
  pods: Pod[];
  usages: Map<string, Usage>;
  /** How many replicas the target wants now. */
  replicas: number;
  now: number;
};

type Source = { resource: string; container?: string; target: MetricTarget };

function sourceOf(metric: MetricSpec): Source {
  const { type, resource, containerResource } = metric;
  if (type === 'Resource' && resource) {
    return { resource: resource.name, target: resource.target };
  }
  if (type === 'ContainerResource' && containerResource) {
    const { name, container, target } = containerResource;
    return { resource: name, container, target };
  }
  throw new Error(
    `this cluster measures no metrics of type ${type}: only Resource and ContainerResource`,
  );
}

/** How many replicas a metric asks for; throws where too little is known. */
export function propose(metric: MetricSpec, measured: Measured): Proposal {
  const { resource, container, target } = sourceOf(metric);
  const { pods, usages, replicas, now } = measured;
  const { usage, unready, missing } = groupPods(
    pods,
    usages,
    resource,
    container,
    now,
  );
  if (usage.size === 0) {
    throw new Error(
      `failed to get ${resource} utilization: did not receive metrics for targeted pods (pods might be unready)`,
    );
  }
  const isUtilization = target.type === 'Utilization';
  const average = parseQuantity(target.averageValue) ?? 0;
  /** What a pod uses where it is exactly on target. */
  const share = (pod: Pod) =>
    isUtilization
      ? (requestOf(pod, resource, container) *
          (target.averageUtilization ?? 0)) /
        100
      : average;
  const ratioOf = (amounts: Map<Pod, number>) => {
    const wanted = [...amounts.keys()].reduce(
      (sum, pod) => sum + share(pod),
      0,
    );
    const used = [...amounts.values()].reduce((sum, one) => sum + one, 0);
    return used / wanted;
  };
  const used = [...usage.values()].reduce((sum, one) => sum + one, 0);
  const ratio = ratioOf(usage);
  const current = {
    averageValue: formatQuantity(
      Math.ceil(exact((used / usage.size) * 1000)) / 1000,
    ),
    ...(isUtilization && {
      averageUtilization: Math.floor(
        exact(ratio * (target.averageUtilization ?? 0)),
      ),
    }),
  };
  const assumed = new Map(usage);
  // Who is not known is taken for what keeps the number of replicas.
  if (ratio < 1) {
    missing.forEach(pod => {
      const whole = isUtilization
        ? Math.max(share(pod), requestOf(pod, resource, container))
        : share(pod);
      assumed.set(pod, whole);
    });
  } else if (ratio > 1) {
    [...missing, ...unready].forEach(pod => assumed.set(pod, 0));
  }
  return {
    replicas: replicasFor(ratio, ratioOf(assumed), assumed.size, replicas),
    name: isUtilization
      ? `${resource} ${
          container ? 'container resource' : 'resource'
        } utilization (percentage of request)`
      : `${resource} ${container ? 'container resource' : 'resource'}`,
    current: container
      ? {
          type: 'ContainerResource',
          containerResource: { name: resource, container, current },
        }
      : { type: 'Resource', resource: { name: resource, current } },
  };
}

function replicasFor(
  ratio: number,
  assumed: number,
  pods: number,
  replicas: number,
): number {
  const turned = (ratio < 1 && assumed > 1) || (ratio > 1 && assumed < 1);
  if (turned || Math.abs(1 - assumed) <= TOLERANCE) {
    return replicas;
  }
  const wanted = Math.ceil(exact(assumed * pods));
  return assumed > 1 ? Math.max(replicas, wanted) : Math.min(replicas, wanted);
}

/** What is whole but for the last digits of a sum is whole. */
function exact(value: number): number {
  return Number(value.toFixed(6));
}

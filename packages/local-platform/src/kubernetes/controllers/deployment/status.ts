import { nameOf } from '../../model/KubeObject';
import type { Condition, Deployment, DeploymentStatus } from '../types';
import {
  conditionOf,
  holds,
  withCondition,
  withoutCondition,
} from '../work/conditions';
import { withoutZeros } from '../work/writing';
import { Rollout, sum } from './Rollout';

export const PROGRESSING = 'Progressing';
const FAILURE = 'ReplicaFailure';
const AVAILABLE_REASON = 'NewReplicaSetAvailable';
const TIMED_OUT = 'ProgressDeadlineExceeded';

/** Seconds without a deadline, as the API keeps it. */
const NO_DEADLINE = 2 ** 31 - 1;

export function hasDeadline({ spec }: Deployment): boolean {
  return (spec.progressDeadlineSeconds ?? NO_DEADLINE) !== NO_DEADLINE;
}

/** A condition with the time at which it was looked at last. */
export function setCondition(
  conditions: Condition[] | undefined,
  condition: Condition,
  now: string,
): Condition[] {
  const old = conditions?.find(({ type }) => type === condition.type);
  return old?.status === condition.status && old.reason === condition.reason
    ? conditions ?? []
    : withCondition(conditions, { ...condition, lastUpdateTime: now }, now);
}

export function isComplete(
  { spec, metadata }: Deployment,
  status: DeploymentStatus = {},
): boolean {
  const { updatedReplicas, replicas, availableReplicas } = status;
  return (
    [updatedReplicas, replicas, availableReplicas].every(
      count => (count ?? 0) === spec.replicas,
    ) && (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

function hasProgressed(
  old: DeploymentStatus = {},
  next: DeploymentStatus,
): boolean {
  const outdated = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) =>
    replicas - updatedReplicas;
  const grew = (
    field: 'updatedReplicas' | 'readyReplicas' | 'availableReplicas',
  ) => (next[field] ?? 0) > (old[field] ?? 0);
  return (
    outdated(next) < outdated(old) ||
    grew('updatedReplicas') ||
    grew('readyReplicas') ||
    grew('availableReplicas')
  );
}

/** When a rollout that does not get on will have taken too long; undefined where nothing waits. */
export function deadlineOf(
  deployment: Deployment,
  status: DeploymentStatus = {},
): number | undefined {
  const condition = conditionOf(status, PROGRESSING);
  if (
    !hasDeadline(deployment) ||
    deployment.spec.paused ||
    !condition ||
    condition.reason === AVAILABLE_REASON ||
    condition.reason === TIMED_OUT
  ) {
    return undefined;
  }
  return (
    Date.parse(condition.lastUpdateTime ?? '') +
    (deployment.spec.progressDeadlineSeconds ?? 0) * 1000
  );
}

function counts(rollout: Rollout): DeploymentStatus {
  const { all, current, deployment } = rollout;
  const total = (field: 'replicas' | 'readyReplicas' | 'availableReplicas') =>
    sum(all, ({ status }) => status?.[field] ?? 0);
  const available = total('availableReplicas');
  const wanted = sum(all, ({ spec }) => spec.replicas);
  return withoutZeros({
    observedGeneration: deployment.metadata.generation,
    replicas: total('replicas'),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: total('readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wanted - available),
    collisionCount: deployment.status?.collisionCount,
  });
}

function availability({ wanted, limits }: Rollout, available = 0): Condition {
  const isEnough = available >= wanted - limits.unavailable;
  return {
    type: 'Available',
    status: isEnough ? 'True' : 'False',
    reason: isEnough
      ? 'MinimumReplicasAvailable'
      : 'MinimumReplicasUnavailable',
    message: isEnough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
  };
}

/** The counts, and what they say; how the rollout gets on is not in it yet. */
export function plainStatus(rollout: Rollout, now: string): DeploymentStatus {
  const { deployment } = rollout;
  const status = counts(rollout);
  return {
    ...status,
    conditions: setCondition(
      deployment.status?.conditions,
      availability(rollout, status.availableReplicas),
      now,
    ),
  };
}

/** The whole status while a rollout is followed. */
export function rolloutStatus(rollout: Rollout, time: number, now: string) {
  const { deployment, current, all } = rollout;
  const status = plainStatus(rollout, now);
  const known = conditionOf(deployment.status, PROGRESSING);
  let { conditions = [] } = status;
  const subject = current
    ? `ReplicaSet ${JSON.stringify(nameOf(current))}`
    : `Deployment ${JSON.stringify(nameOf(deployment))}`;
  const say = (state: string, reason: string, message: string) => ({
    type: PROGRESSING,
    status: state,
    reason,
    message: `${subject} ${message}`,
  });
  const isDone =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) &&
    known?.reason === AVAILABLE_REASON;
  if (!hasDeadline(deployment)) {
    conditions = withoutCondition(conditions, PROGRESSING);
  } else if (!isDone) {
    if (isComplete(deployment, status)) {
      const done = say(
        'True',
        AVAILABLE_REASON,
        'has successfully progressed.',
      );
      conditions = setCondition(conditions, done, now);
    } else if (hasProgressed(deployment.status, status)) {
      const going = say('True', 'ReplicaSetUpdated', 'is progressing.');
      conditions = withCondition(
        conditions,
        { ...going, lastUpdateTime: now },
        now,
      );
    } else if ((deadlineOf(deployment, status) ?? Infinity) <= time) {
      const late = say('False', TIMED_OUT, 'has timed out progressing.');
      conditions = setCondition(conditions, late, now);
    }
  }
  const failure = [...(current ? [current] : []), ...all]
    .filter(({ status: own }) => holds(own, FAILURE))
    .map(({ status: own }) => conditionOf(own, FAILURE))[0];
  return {
    ...status,
    conditions: failure
      ? setCondition(conditions, failure, now)
      : withoutCondition(conditions, FAILURE),
  };
}

import {
  ChaosStatusCheck,
  parseDuration,
} from '@shop-platform/backstage-plugin-chaos-common';
import { timestamp } from '../../kubernetes/model/KubeObject';

type Status = NonNullable<ChaosStatusCheck['status']>;
type CheckRecord = NonNullable<Status['records']>[number];
type Condition = NonNullable<Status['conditions']>[number];

/** The status of a StatusCheck at a time, after another request where there was one. */
export function statusAfter(
  { spec, status }: ChaosStatusCheck,
  now: number,
  record?: CheckRecord,
): Status & { conditions: Condition[] } {
  const { mode, duration, recordsHistoryLimit = 100 } = spec;
  const { failureThreshold = 3, successThreshold = 1 } = spec;
  const time = timestamp(new Date(now));
  const startTime = status?.startTime ?? time;
  const records = [...(status?.records ?? []), ...(record ? [record] : [])];
  const kept = records.slice(-recordsHistoryLimit);

  const isOver =
    duration !== undefined &&
    Date.parse(startTime) + parseDuration(duration) < now;
  const hasFailed = endsWith(kept, 'Failure', failureThreshold);
  const hasSucceeded = endsWith(kept, 'Success', successThreshold);
  const reason = completionOf(
    isOver,
    hasFailed,
    hasSucceeded && mode !== 'Continuous',
  );

  const condition = (type: string, holds: boolean, why = ''): Condition => {
    const old = status?.conditions?.find(each => each.type === type);
    const state = holds ? 'True' : 'False';
    return {
      type,
      status: state,
      reason: why,
      lastProbeTime: time,
      lastTransitionTime: old?.status === state ? old.lastTransitionTime : time,
    };
  };
  return {
    ...status,
    startTime,
    ...(reason && { completionTime: time }),
    count: (status?.count ?? 0) + (record ? 1 : 0),
    records: kept,
    conditions: [
      condition('Completed', reason !== undefined, reason),
      condition('DurationExceed', isOver),
      condition('FailureThresholdExceed', hasFailed),
      condition('SuccessThresholdExceed', hasSucceeded),
    ],
  };
}

/** Why it is complete; undefined where it is not. */
function completionOf(
  isOver: boolean,
  hasFailed: boolean,
  hasSucceeded: boolean,
): string | undefined {
  if (isOver) {
    return 'StatusCheckDurationExceed';
  }
  if (hasFailed) {
    return 'StatusCheckFailureThresholdExceed';
  }
  return hasSucceeded ? 'StatusCheckSuccessThresholdExceed' : undefined;
}

/** Whether the last so many all came out like this. */
function endsWith(
  records: CheckRecord[],
  outcome: string,
  count: number,
): boolean {
  return (
    records.length >= count &&
    records.slice(-count).every(each => each.outcome === outcome)
  );
}

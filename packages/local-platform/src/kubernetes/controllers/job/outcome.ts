import type { Job, JobStatus, Pod } from '../types';
import { conditionOf } from '../work/conditions';
import { isActive } from '../work/pods';

/** What a job comes to. */
export type Outcome = {
  type: 'Complete' | 'Failed';
  reason: string;
  message: string;
};

/** Of a job that has come to its end. */
export function endOf({ status }: Job): 'Complete' | 'Failed' | undefined {
  return (['Complete', 'Failed'] as const).find(
    type => conditionOf(status, type)?.status === 'True',
  );
}

const LATE = 'Job was active longer than specified deadline';
const TOO_OFTEN = 'Job has reached the specified backoff limit';

/** When the job is to be over at the latest. */
export function deadlineOf({ spec, status }: Job): number | undefined {
  return spec.activeDeadlineSeconds === undefined || !status?.startTime
    ? undefined
    : Date.parse(status.startTime) + spec.activeDeadlineSeconds * 1000;
}

function failed(reason: string, message: string): Outcome {
  return { type: 'Failed', reason, message };
}

/** How the job ends, where it does now. */
export function outcomeOf(
  job: Job,
  pods: Pod[],
  now: number,
): Outcome | undefined {
  const { spec, status = {} } = job;
  const decided = conditionOf(status, 'FailureTarget');
  if (decided?.status === 'True') {
    return failed(decided.reason ?? '', decided.message ?? '');
  }
  const { backoffLimit = 6, completions } = spec;
  if ((status.failed ?? 0) > backoffLimit) {
    return failed('BackoffLimitExceeded', TOO_OFTEN);
  }
  const active = pods.filter(isActive);
  const restarts = active
    .flatMap(pod => pod.status.containerStatuses ?? [])
    .reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  if (
    spec.template.spec.restartPolicy === 'OnFailure' &&
    restarts > 0 &&
    restarts >= backoffLimit
  ) {
    return failed('BackoffLimitExceeded', TOO_OFTEN);
  }
  if ((deadlineOf(job) ?? Infinity) <= now) {
    return failed('DeadlineExceeded', LATE);
  }
  return isComplete(status, completions, active.length)
    ? {
        type: 'Complete',
        reason: 'CompletionsReached',
        message: 'Reached expected number of succeeded pods',
      }
    : undefined;
}

function isComplete(
  { succeeded = 0 }: JobStatus,
  completions: number | undefined,
  active: number,
): boolean {
  return completions === undefined
    ? succeeded > 0 && active === 0
    : succeeded >= completions;
}

/** How many pods should run now. */
export function wantedPods({ spec, status = {} }: Job, active: number): number {
  const { parallelism = 1, completions, suspend } = spec;
  const { succeeded = 0 } = status;
  if (suspend) {
    return 0;
  }
  if (completions === undefined) {
    // One that succeeded says that the work is done: the others finish theirs.
    return succeeded > 0 ? Math.min(active, parallelism) : parallelism;
  }
  return Math.min(parallelism, Math.max(0, completions - succeeded));
}

const FIRST_BACKOFF_MS = 10_000;
const LONGEST_BACKOFF_MS = 600_000;

/** When a pod came to its end, as far as it tells. */
function finishedAt(pod: Pod): number {
  const times = (pod.status.containerStatuses ?? []).flatMap(
    ({ state }) => state?.terminated?.finishedAt ?? [],
  );
  const ready = conditionOf(pod.status, 'Ready')?.lastTransitionTime;
  const { deletionTimestamp, creationTimestamp } = pod.metadata;
  const known = times.length > 0 ? times : [ready ?? deletionTimestamp];
  return Math.max(
    ...known.map(time => Date.parse(time ?? creationTimestamp ?? '')),
  );
}

/** Until when no new pod is made, because the last ones failed in a row. */
export function backoffUntil(pods: Pod[]): number {
  const times = (phase: string) =>
    pods.filter(pod => pod.status.phase === phase).map(finishedAt);
  const lastSuccess = Math.max(0, ...times('Succeeded'));
  const failures = times('Failed').filter(time => time > lastSuccess);
  return failures.length === 0
    ? 0
    : Math.max(...failures) +
        Math.min(
          FIRST_BACKOFF_MS * 2 ** (failures.length - 1),
          LONGEST_BACKOFF_MS,
        );
}

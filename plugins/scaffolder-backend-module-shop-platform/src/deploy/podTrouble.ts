import { type Pod } from '@shop-platform/backstage-plugin-clusters-node';

/** Why a pod does not come up, as far as it is known to last. */
export type PodTrouble = {
  pod: string;
  container: string;
  reason: string;
  message: string;
  restarts: number;
  /** Whether the container ran, so that there is something it wrote. */
  hasRun: boolean;
};

const LASTING = new Set([
  'CrashLoopBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'ErrImageNeverPull',
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'RunContainerError',
]);

/** What keeps a pod from being ready and does not pass by itself. */
export function findTrouble(pod: Pod): PodTrouble | undefined {
  for (const status of pod.status.containerStatuses) {
    const { state, lastState, restartCount, ready } = status;
    const ended = state.terminated ?? lastState.terminated;
    const isLasting =
      LASTING.has(state.waiting?.reason ?? '') ||
      // Between two starts it runs, and that is no recovery.
      (!ready && restartCount > 0 && (ended?.exitCode ?? 0) !== 0);
    if (isLasting) {
      return {
        pod: pod.metadata.name,
        container: status.name,
        reason: state.waiting?.reason || 'CrashLoopBackOff',
        message: messageOf(state.waiting?.message ?? '', ended?.exitCode),
        restarts: restartCount,
        hasRun: ended !== undefined,
      };
    }
  }
  const unscheduled = pod.status.conditions.find(
    ({ type, status, reason }) =>
      type === 'PodScheduled' &&
      status === 'False' &&
      reason === 'Unschedulable',
  );
  return unscheduled
    ? {
        pod: pod.metadata.name,
        container: '',
        reason: 'Unschedulable',
        message: unscheduled.message,
        restarts: 0,
        hasRun: false,
      }
    : undefined;
}

function messageOf(waiting: string, exitCode: number | undefined): string {
  const ended =
    exitCode === undefined ? '' : `it ended with exit code ${exitCode}`;
  return [waiting, ended].filter(text => text !== '').join('; ');
}

import { timestamp } from '../../kubernetes/model/KubeObject';
import { ContainerStatus } from '../types';

const UNKNOWN_EXIT = 255;

/** One that was started before counts as started again. */
export function nextStart({
  restartCount,
  containerID,
}: ContainerStatus): number {
  return containerID ? restartCount + 1 : restartCount;
}

/** One that ran when its kubelet went has ended in a way that nobody saw. */
export function lastStateOf(
  before: ContainerStatus | undefined,
): ContainerStatus['lastState'] {
  const { running, terminated } = before?.state ?? {};
  if (terminated) {
    return { terminated };
  }
  if (!running) {
    return before?.lastState ?? {};
  }
  return {
    terminated: {
      exitCode: UNKNOWN_EXIT,
      reason: 'Unknown',
      startedAt: running.startedAt,
      finishedAt: timestamp(),
      ...(before?.containerID && { containerID: before.containerID }),
    },
  };
}

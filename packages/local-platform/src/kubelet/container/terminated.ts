import { timestamp } from '../../kubernetes/model/KubeObject';
import { Container, Terminated } from '../types';
import { Ended } from './ContainerProcess';
import { endedMessage } from './endedMessage';

const START_ERROR_EXIT = 128;

/** Which start of a container it was. */
export type Start = { startedAt: string; containerID: string };

/** How a container ended, as its status tells it. */
export function terminatedBy(
  { exitCode, outOfMemory }: Ended,
  options: { start: Start; container: Container; logFile: string },
): Terminated {
  const { start, container, logFile } = options;
  const failure = outOfMemory ? 'OOMKilled' : 'Error';
  const message =
    exitCode !== 0 &&
    container.terminationMessagePolicy === 'FallbackToLogsOnError'
      ? endedMessage(logFile)
      : undefined;
  return {
    exitCode,
    reason: exitCode === 0 ? 'Completed' : failure,
    ...(message && { message }),
    ...ended(start),
  };
}

/** That it did not start at all. */
export function terminatedAtStart(message: string, start: Start): Terminated {
  return {
    exitCode: START_ERROR_EXIT,
    reason: 'StartError',
    message,
    ...ended(start),
  };
}

function ended({ startedAt, containerID }: Start) {
  return { startedAt, finishedAt: timestamp(), containerID };
}

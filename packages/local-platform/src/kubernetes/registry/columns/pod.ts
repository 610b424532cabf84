import { asObjects, asString, at, JsonObject } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { age, ageCell, columns, number, string, wide } from './format';

/** What kubectl shows as a pod's status: the reason, where there is one. */
export function podStatus(pod: KubeObject): string {
  const reason =
    initReason(pod) ??
    containerReason(pod) ??
    asString(at(pod, 'status', 'reason')) ??
    string(at(pod, 'status', 'phase'), 'Unknown');
  if (pod.metadata.deletionTimestamp) {
    return at(pod, 'status', 'reason') === 'NodeLost'
      ? 'Unknown'
      : 'Terminating';
  }
  return reason;
}

function initReason(pod: KubeObject): string | undefined {
  const total = asObjects(at(pod, 'spec', 'initContainers')).length;
  const statuses = asObjects(at(pod, 'status', 'initContainerStatuses'));
  for (const [i, status] of statuses.entries()) {
    const ended = at(status, 'state', 'terminated');
    if (at(ended, 'exitCode') === 0) {
      continue;
    }
    if (ended) {
      return `Init:${string(
        at(ended, 'reason'),
        `ExitCode:${at(ended, 'exitCode')}`,
      )}`;
    }
    const waiting = asString(at(status, 'state', 'waiting', 'reason'));
    return waiting && waiting !== 'PodInitializing'
      ? `Init:${waiting}`
      : `Init:${i}/${total}`;
  }
  return undefined;
}

function containerReason(pod: KubeObject): string | undefined {
  const statuses = asObjects(at(pod, 'status', 'containerStatuses'));
  let reason: string | undefined;
  for (const status of [...statuses].reverse()) {
    reason = stateReason(status) ?? reason;
  }
  const running = statuses.some(
    status => status.ready === true && at(status, 'state', 'running'),
  );
  if (reason === 'Completed' && running) {
    return isReady(pod) ? 'Running' : 'NotReady';
  }
  return reason;
}

function stateReason(status: JsonObject): string | undefined {
  const waiting = asString(at(status, 'state', 'waiting', 'reason'));
  if (waiting) {
    return waiting;
  }
  const ended = at(status, 'state', 'terminated');
  if (!ended) {
    return undefined;
  }
  const signal = number(at(ended, 'signal'));
  return string(
    at(ended, 'reason'),
    signal ? `Signal:${signal}` : `ExitCode:${at(ended, 'exitCode')}`,
  );
}

function isReady(pod: KubeObject): boolean {
  return asObjects(at(pod, 'status', 'conditions')).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}

function readyCount(pod: KubeObject): string {
  const ready = asObjects(at(pod, 'status', 'containerStatuses')).filter(
    status => status.ready === true,
  ).length;
  return `${ready}/${asObjects(at(pod, 'spec', 'containers')).length}`;
}

function restarts(pod: KubeObject, now: number): string {
  const statuses = asObjects(at(pod, 'status', 'containerStatuses'));
  const count = statuses.reduce(
    (sum, status) => sum + number(status.restartCount),
    0,
  );
  const ended = statuses
    .map(status =>
      asString(at(status, 'lastState', 'terminated', 'finishedAt')),
    )
    .filter(time => time !== undefined)
    .sort()
    .at(-1);
  return count > 0 && ended ? `${count} (${age(ended, now)} ago)` : `${count}`;
}

function readinessGates(pod: KubeObject): string {
  const gates = asObjects(at(pod, 'spec', 'readinessGates'));
  const conditions = asObjects(at(pod, 'status', 'conditions'));
  const met = gates.filter(gate =>
    conditions.some(
      ({ type, status }) => type === gate.conditionType && status === 'True',
    ),
  );
  return gates.length === 0 ? '<none>' : `${met.length}/${gates.length}`;
}

export const podColumns = columns([
  ['Ready', readyCount],
  ['Status', podStatus],
  ['Restarts', restarts],
  ageCell,
  [wide('IP'), pod => string(at(pod, 'status', 'podIP'))],
  [wide('Node'), pod => string(at(pod, 'spec', 'nodeName'))],
  [
    wide('Nominated Node'),
    pod => string(at(pod, 'status', 'nominatedNodeName')),
  ],
  [wide('Readiness Gates'), readinessGates],
]);

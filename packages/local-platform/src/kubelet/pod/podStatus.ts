import { timestamp } from '../../kubernetes/model/KubeObject';
import { Condition, ContainerStatus, Pod, PodStatus } from '../types';

export type PodSituation = {
  initContainers: ContainerStatus[];
  containers: ContainerStatus[];
  /** Those that will not be started again. */
  ended: Set<string>;
  podIp: string | undefined;
  hostIp: string;
  startTime: string;
  /** Why the pod as a whole has failed, such as a deadline. */
  failure?: { reason: string; message: string };
};

/** The status of a pod, from that of its containers. */
export function podStatus(pod: Pod, situation: PodSituation): PodStatus {
  const { initContainers, containers, podIp, hostIp, startTime, failure } =
    situation;
  const phase = phaseOf(pod, situation);
  return {
    ...pod.status,
    phase,
    ...(failure ?? {}),
    startTime,
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    ...(podIp && { podIP: podIp, podIPs: [{ ip: podIp }] }),
    conditions: conditionsOf(pod, situation, phase),
    ...(initContainers.length > 0 && {
      initContainerStatuses: initContainers,
    }),
    containerStatuses: containers,
  };
}

export function hasCompleted(status: ContainerStatus): boolean {
  return status.state.terminated?.exitCode === 0;
}

function phaseOf(
  _pod: Pod,
  { initContainers, containers, ended, failure }: PodSituation,
): string {
  const hasEnded = ({ name }: ContainerStatus) => ended.has(name);
  const initFailed = initContainers.some(
    status => hasEnded(status) && !hasCompleted(status),
  );
  if (failure || initFailed) {
    return 'Failed';
  }
  if (containers.every(hasEnded)) {
    return containers.every(hasCompleted) ? 'Succeeded' : 'Failed';
  }
  const hasStarted = ({ state, lastState }: ContainerStatus) =>
    state.running || state.terminated || lastState.terminated;
  const initialized = initContainers.every(hasCompleted);
  return initialized && containers.every(hasStarted) ? 'Running' : 'Pending';
}

function conditionsOf(
  pod: Pod,
  { initContainers, containers, podIp }: PodSituation,
  phase: string,
): Condition[] {
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  const waitingInit = namesOf(initContainers, status => !hasCompleted(status));
  const unready = namesOf(containers, ({ ready }) => !ready);
  const notReady: Partial<Condition> =
    phase === 'Succeeded'
      ? { reason: 'PodCompleted' }
      : {
          reason: isOver ? 'PodFailed' : 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        };
  const containersReady = unready.length === 0 && !isOver;
  const old = pod.status.conditions ?? [];
  const closedGates = (pod.spec.readinessGates ?? [])
    .map(({ conditionType }) => conditionType)
    .filter(
      gate =>
        !old.some(({ type, status }) => type === gate && status === 'True'),
    );
  const ready = containersReady && closedGates.length === 0;
  const wanted: Condition[] = [
    condition('PodReadyToStartContainers', podIp !== undefined && !isOver),
    condition(
      'Initialized',
      waitingInit.length === 0,
      phase === 'Succeeded'
        ? { reason: 'PodCompleted' }
        : {
            reason: 'ContainersNotInitialized',
            message: `containers with incomplete status: [${waitingInit.join(
              ' ',
            )}]`,
          },
    ),
    condition(
      'Ready',
      ready,
      containersReady
        ? {
            reason: 'ReadinessGatesNotReady',
            message: `corresponding condition of pod readiness gate ${JSON.stringify(
              closedGates[0] ?? '',
            )} does not exist.`,
          }
        : notReady,
    ),
    condition('ContainersReady', containersReady, notReady),
    condition('PodScheduled', true),
  ];
  const others = old.filter(
    ({ type }) => !wanted.some(each => each.type === type),
  );
  return [...others, ...wanted.map(each => withTransition(each, old))];
}

function condition(
  type: string,
  isTrue: boolean,
  whenFalse: Partial<Condition> = {},
): Condition {
  return isTrue
    ? { type, status: 'True' }
    : { type, status: 'False', ...whenFalse };
}

/** When it last turned from one to the other. */
function withTransition(wanted: Condition, old: Condition[]): Condition {
  const before = old.find(({ type }) => type === wanted.type);
  const isSame = before?.status === wanted.status;
  return {
    ...wanted,
    lastTransitionTime: (isSame && before.lastTransitionTime) || timestamp(),
  };
}

function namesOf(
  statuses: ContainerStatus[],
  wanted: (status: ContainerStatus) => boolean,
): string[] {
  return statuses.filter(wanted).map(({ name }) => name);
}

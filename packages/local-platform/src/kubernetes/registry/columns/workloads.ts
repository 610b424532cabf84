import { asObjects, asString, at } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { Column } from '../Resource';
import {
  age,
  ageCell,
  columns,
  containersOf,
  humanDuration,
  number,
  selectorText,
  string,
  wide,
} from './format';

function integer(name: string): Column {
  return { name, type: 'integer' };
}

function podSpec(object: KubeObject): unknown {
  return at(object, 'spec', 'template', 'spec');
}

export const deploymentColumns = columns([
  [
    'Ready',
    object =>
      `${number(at(object, 'status', 'readyReplicas'))}/${number(
        at(object, 'spec', 'replicas'),
      )}`,
  ],
  [
    integer('Up-to-date'),
    object => number(at(object, 'status', 'updatedReplicas')),
  ],
  [
    integer('Available'),
    object => number(at(object, 'status', 'availableReplicas')),
  ],
  ageCell,
  [wide('Containers'), object => containersOf(podSpec(object))[0]],
  [wide('Images'), object => containersOf(podSpec(object))[1]],
  [wide('Selector'), object => selectorText(at(object, 'spec', 'selector'))],
]);

export const replicaSetColumns = columns([
  [integer('Desired'), object => number(at(object, 'spec', 'replicas'))],
  [integer('Current'), object => number(at(object, 'status', 'replicas'))],
  [integer('Ready'), object => number(at(object, 'status', 'readyReplicas'))],
  ageCell,
  [wide('Containers'), object => containersOf(podSpec(object))[0]],
  [wide('Images'), object => containersOf(podSpec(object))[1]],
  [wide('Selector'), object => selectorText(at(object, 'spec', 'selector'))],
]);

function jobStatus(job: KubeObject): string {
  const holds = (type: string) =>
    asObjects(at(job, 'status', 'conditions')).some(
      condition => condition.type === type && condition.status === 'True',
    );
  if (holds('Complete')) {
    return 'Complete';
  }
  if (holds('Failed')) {
    return 'Failed';
  }
  if (job.metadata.deletionTimestamp) {
    return 'Terminating';
  }
  if (holds('Suspended')) {
    return 'Suspended';
  }
  return holds('FailureTarget') ? 'FailureTarget' : 'Running';
}

function jobDuration(job: KubeObject, now: number): string {
  const start = asString(at(job, 'status', 'startTime'));
  const end = asString(at(job, 'status', 'completionTime'));
  if (!start) {
    return '';
  }
  return humanDuration((end ? Date.parse(end) : now) - Date.parse(start));
}

export const jobColumns = columns([
  ['Status', jobStatus],
  [
    'Completions',
    job =>
      `${number(at(job, 'status', 'succeeded'))}/${number(
        at(job, 'spec', 'completions'),
        1,
      )}`,
  ],
  ['Duration', jobDuration],
  ageCell,
  [wide('Containers'), object => containersOf(podSpec(object))[0]],
  [wide('Images'), object => containersOf(podSpec(object))[1]],
  [wide('Selector'), object => selectorText(at(object, 'spec', 'selector'))],
]);

function cronPodSpec(object: KubeObject): unknown {
  return at(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
}

export const cronJobColumns = columns([
  ['Schedule', object => string(at(object, 'spec', 'schedule'))],
  ['Timezone', object => string(at(object, 'spec', 'timeZone'))],
  [
    'Suspend',
    object => (at(object, 'spec', 'suspend') === true ? 'True' : 'False'),
  ],
  [
    integer('Active'),
    object => asObjects(at(object, 'status', 'active')).length,
  ],
  [
    'Last Schedule',
    (object, now) => {
      const time = at(object, 'status', 'lastScheduleTime');
      return time ? age(time, now) : '<none>';
    },
  ],
  ageCell,
  [wide('Containers'), object => containersOf(cronPodSpec(object))[0]],
  [wide('Images'), object => containersOf(cronPodSpec(object))[1]],
  [
    wide('Selector'),
    object =>
      selectorText(at(object, 'spec', 'jobTemplate', 'spec', 'selector')),
  ],
]);

function metricText(object: KubeObject): string {
  const current = asObjects(at(object, 'status', 'currentMetrics'));
  const texts = asObjects(at(object, 'spec', 'metrics')).map((metric, i) => {
    const name = string(at(metric, 'resource', 'name'), '');
    const target = at(metric, 'resource', 'target');
    const seen = at(current[i], 'resource', 'current');
    const wanted = at(target, 'averageUtilization');
    return wanted === undefined
      ? `${name}: ${string(at(seen, 'averageValue'), '<unknown>')}/${string(
          at(target, 'averageValue'),
          '<unknown>',
        )}`
      : `${name}: ${at(seen, 'averageUtilization') ?? '<unknown>'}${
          seen ? '%' : ''
        }/${wanted}%`;
  });
  return texts.join(', ') || '<none>';
}

export const autoscalerColumns = columns([
  [
    'Reference',
    object =>
      `${string(at(object, 'spec', 'scaleTargetRef', 'kind'), '')}/${string(
        at(object, 'spec', 'scaleTargetRef', 'name'),
        '',
      )}`,
  ],
  ['Targets', metricText],
  ['MinPods', object => String(number(at(object, 'spec', 'minReplicas'), 1))],
  [integer('MaxPods'), object => number(at(object, 'spec', 'maxReplicas'))],
  [
    integer('Replicas'),
    object => number(at(object, 'status', 'currentReplicas')),
  ],
  ageCell,
]);

function boundText(value: unknown): string {
  return value === undefined ? 'N/A' : String(value);
}

export const disruptionBudgetColumns = columns([
  ['Min Available', object => boundText(at(object, 'spec', 'minAvailable'))],
  [
    'Max Unavailable',
    object => boundText(at(object, 'spec', 'maxUnavailable')),
  ],
  [
    integer('Allowed Disruptions'),
    object => number(at(object, 'status', 'disruptionsAllowed')),
  ],
  ageCell,
]);

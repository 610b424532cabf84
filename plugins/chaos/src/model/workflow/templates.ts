import {
  experimentKinds,
  type ChaosPreset,
  type ExperimentKind,
} from '@shop-platform/backstage-plugin-chaos-common';
import { parseDocument } from 'yaml';
import { type NewTemplate } from './changes';
import { specFieldOf } from './readWorkflow';

export const SERIAL: NewTemplate = {
  name: 'one-by-one',
  fields: { templateType: 'Serial', children: [] },
};

export const PARALLEL: NewTemplate = {
  name: 'side-by-side',
  fields: { templateType: 'Parallel', children: [] },
};

export const SUSPEND: NewTemplate = {
  name: 'rest',
  fields: { templateType: 'Suspend', deadline: '1m' },
};

const STATUS_CHECK: NewTemplate = {
  name: 'is-well',
  fields: {
    templateType: 'StatusCheck',
    deadline: '2m',
    abortWithStatusCheck: true,
    statusCheck: {
      mode: 'Synchronous',
      type: 'HTTP',
      intervalSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
      successThreshold: 3,
      http: { url: '', method: 'GET', criteria: { statusCode: '200' } },
    },
  },
};

const TASK: NewTemplate = {
  name: 'task',
  fields: {
    templateType: 'Task',
    deadline: '2m',
    task: { container: { name: 'main', image: '', command: [] } },
  },
};

/** What is no experiment, in the order in which it is offered. */
export const STEP_TYPES = [
  'Serial',
  'Parallel',
  'Suspend',
  'StatusCheck',
  'Task',
] as const;

export type StepType = (typeof STEP_TYPES)[number];

export const NEW_STEPS: Record<StepType, NewTemplate> = {
  Serial: SERIAL,
  Parallel: PARALLEL,
  Suspend: SUSPEND,
  StatusCheck: STATUS_CHECK,
  Task: TASK,
};

/** What a branch of a Task begins with: its program ended well. */
export const USUAL_EXPRESSION = 'exitCode == 0';

/** An experiment lasts as long as its template, which has to say how long. */
const USUAL_DEADLINE = '1m';

/** The mildest of each kind, where no component says more. */
const MILD: Record<ExperimentKind, Record<string, unknown>> = {
  PodChaos: { action: 'pod-kill' },
  NetworkChaos: { action: 'delay', delay: { latency: '300ms' } },
  StressChaos: { stressors: { cpu: { workers: 1, load: 80 } } },
  HTTPChaos: { target: 'Request', port: 8080, path: '*', delay: '500ms' },
  IOChaos: {
    action: 'latency',
    volumePath: '/tmp',
    delay: '100ms',
    percent: 50,
  },
  DNSChaos: { action: 'error' },
  TimeChaos: { timeOffset: '-1h' },
};

function isExperimentKind(kind: string): kind is ExperimentKind {
  return Object.hasOwn(experimentKinds, kind);
}

/** The kinds of experiments that may be started, of those that are known. */
export function kindsOf(allowed: readonly string[]): ExperimentKind[] {
  return allowed.filter(isExperimentKind);
}

/** An experiment of a kind, on one pod of a namespace. */
export function experimentOf(
  kind: ExperimentKind,
  namespace: string,
): NewTemplate {
  return {
    name: kind.replace(/Chaos$/, '').toLowerCase(),
    fields: {
      templateType: kind,
      deadline: USUAL_DEADLINE,
      [experimentKinds[kind].field]: {
        ...MILD[kind],
        mode: 'one',
        selector: { namespaces: [namespace] },
      },
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A preset as a step: its duration is the deadline of the template. */
export function experimentFrom({
  id,
  kind,
  manifest,
}: ChaosPreset): NewTemplate | undefined {
  const field = specFieldOf(kind);
  const written: unknown = parseDocument(manifest).toJS({ maxAliasCount: 20 });
  const spec = isRecord(written) ? written.spec : undefined;
  if (field === undefined || !isRecord(spec)) {
    return undefined;
  }
  const { duration, ...rest } = spec;
  return {
    name: id,
    fields: {
      templateType: kind,
      deadline: typeof duration === 'string' ? duration : USUAL_DEADLINE,
      [field]: rest,
    },
  };
}

import { getSystemErrorMap } from 'node:util';
import {
  CHAOS_API_VERSION,
  ChaosObject,
  ChaosProblem,
  ChaosWorkflow,
  Experiment,
  experimentKinds,
  ExperimentOf,
  experimentSchema,
  isExperiment,
  workflowSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import { findUnsupported as findUnstartable } from '../kubelet/container/unsupported';

const NEVER_ARRIVES =
  'pods have streams of bytes here, in which TCP has mended this before a program sees it; use loss or delay';

const MOST_WORKERS = 64;
const FILE_METHODS = new Set(
  [
    'lookup getattr setattr access statfs',
    'open create read write fsync',
    'opendir readdir mkdir rmdir unlink rename link symlink readlink',
  ].flatMap(line => line.split(' ')),
);
const probe = z.looseObject({ grpc: z.looseObject({}).optional() }).optional();
/** Of a task, what the kubelet looks at. */
const heldTaskSchema = z.looseObject({
  container: z.looseObject({
    volumeMounts: z
      .array(z.looseObject({ name: z.string(), mountPath: z.string() }))
      .optional(),
    restartPolicy: z.string().optional(),
    startupProbe: probe,
    livenessProbe: probe,
    readinessProbe: probe,
  }),
  volumes: z
    .array(
      z.looseObject({
        name: z.string(),
        emptyDir: z.looseObject({}).optional(),
      }),
    )
    .optional(),
});
const REAL_TIME = 'CLOCK_REALTIME';

/**
 * What a cluster with a kernel under it does and the embedded one cannot, with
 * what to do instead: better refused than pretended. Also in the experiments that
 * a Schedule or a Workflow would make.
 */
export function findUnsupported(object: ChaosObject): ChaosProblem[] {
  if (isExperiment(object)) {
    return findInExperiment(object);
  }
  return object.kind === 'Schedule'
    ? findInHolder(object.spec, object.spec.type, 'spec', 'type')
    : findInWorkflow(object.spec, 'spec');
}

function findInWorkflow(
  { templates }: ChaosWorkflow['spec'],
  path: string,
): ChaosProblem[] {
  return templates.flatMap((template, index) => {
    const at = `${path}.templates[${index}]`;
    const { templateType, schedule } = template;
    if (templateType === 'Task') {
      return findInTask(template.task, `${at}.task`);
    }
    return templateType === 'Schedule' && schedule
      ? findInHolder(schedule, schedule.type, `${at}.schedule`, 'type')
      : findInHolder(template, templateType, at, 'templateType');
  });
}

/** What the kubelet would not start: better refused than begun and never ended. */
function findInTask(task: unknown, path: string): ChaosProblem[] {
  const read = heldTaskSchema.safeParse(task ?? {}).data;
  const why =
    read &&
    findUnstartable({ spec: { volumes: read.volumes } }, read.container);
  return why
    ? [
        {
          field: `${path}.container`,
          message: `Not on the embedded clusters: ${why}`,
        },
      ]
    : [];
}

/** In what a Schedule or a template holds, by the field that names its kind. */
function findInHolder(
  holder: { [field: string]: unknown },
  kind: string,
  path: string,
  kindField: string,
): ChaosProblem[] {
  const spec = holder[fieldOf(kind)];
  const held = { apiVersion: CHAOS_API_VERSION, kind, metadata: {}, spec };
  const workflow = workflowSchema.safeParse(held).data;
  if (workflow) {
    return findInWorkflow(workflow.spec, `${path}.workflow`);
  }
  const experiment = experimentSchema.safeParse(held).data;
  return (experiment ? findInExperiment(experiment) : []).map(
    ({ field, message }) => ({
      field:
        field === 'kind'
          ? `${path}.${kindField}`
          : field.replace(/^spec\b/, `${path}.${fieldOf(kind)}`),
      message,
    }),
  );
}

function fieldOf(kind: string): string {
  const fields: Record<string, { field: string } | undefined> = experimentKinds;
  return fields[kind]?.field ?? 'workflow';
}

function findInExperiment(experiment: Experiment): ChaosProblem[] {
  const { kind, spec } = experiment;
  const problems: ChaosProblem[] = [];
  const refuse = (field: string, why: string) =>
    problems.push({ field, message: `Not on the embedded clusters: ${why}` });
  if (spec.remoteCluster) {
    refuse(
      'spec.remoteCluster',
      'apply the experiment to the cluster that it is for',
    );
  }
  switch (kind) {
    case 'PodChaos':
      break;
    case 'NetworkChaos':
      checkNetwork(spec, refuse);
      break;
    case 'StressChaos':
      checkStress(spec, refuse);
      break;
    case 'HTTPChaos':
      checkHttp(spec, refuse);
      break;
    case 'DNSChaos':
      break;
    case 'TimeChaos':
      checkTime(spec, refuse);
      break;
    case 'IOChaos':
      checkIo(spec, refuse);
      break;
    default:
  }
  return problems;
}

type Refuse = (field: string, why: string) => void;

function checkNetwork(
  spec: ExperimentOf<'NetworkChaos'>['spec'],
  refuse: Refuse,
): void {
  const { action, duplicate, corrupt, delay, bandwidth } = spec;
  if (action === 'duplicate' || action === 'corrupt') {
    refuse('spec.action', NEVER_ARRIVES);
  } else if (action === 'netem') {
    if (duplicate) {
      refuse('spec.duplicate', NEVER_ARRIVES);
    }
    if (corrupt) {
      refuse('spec.corrupt', NEVER_ARRIVES);
    }
  }
  if (delay?.reorder) {
    refuse('spec.delay.reorder', NEVER_ARRIVES);
  }
  if (bandwidth?.peakrate !== undefined) {
    refuse('spec.bandwidth.peakrate', 'the rate and the buffer count alone');
  }
  for (const field of ['device', 'targetDevice'] as const) {
    if (spec[field] && spec[field] !== 'eth0') {
      refuse(`spec.${field}`, 'a pod has one device, eth0');
    }
  }
}

function checkHttp(
  { tls, replace }: ExperimentOf<'HTTPChaos'>['spec'],
  refuse: Refuse,
): void {
  if (tls) {
    refuse(
      'spec.tls',
      'what is encrypted passes as it is; take a port with plain HTTP/1.1',
    );
  }
  if (replace?.method && !/^[A-Z]+$/.test(replace.method)) {
    refuse('spec.replace.method', 'it is no method of HTTP');
  }
}

function checkTime(
  { clockIds = [] }: ExperimentOf<'TimeChaos'>['spec'],
  refuse: Refuse,
): void {
  clockIds.forEach((id, index) => {
    if (id !== REAL_TIME) {
      refuse(
        `spec.clockIds[${index}]`,
        `the time of day is all that can be moved, ${REAL_TIME}`,
      );
    }
  });
}

function checkIo(
  { action, volumePath, methods = [], errno }: ExperimentOf<'IOChaos'>['spec'],
  refuse: Refuse,
): void {
  if (action === 'attrOverride' || action === 'mistake') {
    refuse('spec.action', 'calls can be late or fail, and nothing else');
  }
  if (!/^\/tmp\/*$/.test(volumePath)) {
    refuse(
      'spec.volumePath',
      'the only volume that a container can have is an emptyDir at /tmp',
    );
  }
  methods.forEach((method, index) => {
    if (!FILE_METHODS.has(method)) {
      refuse(
        `spec.methods[${index}]`,
        `no call of a program comes to it; there are ${[...FILE_METHODS].join(
          ', ',
        )}`,
      );
    }
  });
  if (action === 'fault' && errno && !getSystemErrorMap().has(-errno)) {
    refuse('spec.errno', 'this system has no error with this number');
  }
}

function checkStress(
  { stressors, stressngStressors }: ExperimentOf<'StressChaos'>['spec'],
  refuse: Refuse,
): void {
  if (stressngStressors) {
    refuse('spec.stressngStressors', 'there is no stress-ng; use stressors');
  }
  for (const kind of ['cpu', 'memory'] as const) {
    if ((stressors?.[kind]?.workers ?? 0) > MOST_WORKERS) {
      refuse(
        `spec.stressors.${kind}.workers`,
        `all pods share one machine; no more than ${MOST_WORKERS}`,
      );
    }
    if (stressors?.[kind]?.options?.length) {
      refuse(`spec.stressors.${kind}.options`, 'there is no stress-ng');
    }
  }
  if (stressors?.memory?.oomScoreAdj) {
    refuse(
      'spec.stressors.memory.oomScoreAdj',
      'a container over its limit ends as a whole',
    );
  }
}

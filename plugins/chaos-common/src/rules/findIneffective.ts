import { parseDuration } from '../duration';
import {
  ChaosObject,
  ChaosSchedule,
  ChaosWorkflow,
  Experiment,
  experimentKinds,
  ExperimentOf,
  workflowSchema,
} from '../model/objects';
import { nextRun } from '../state/nextRun';
import { parseCron } from './cron';
import { checkEmbedded, embeddedExperiment } from './embedded';
import { ChaosProblem, invalid, moved, whyNot } from './problem';
import { findEndless } from './findEndless';
import { findInHttp } from './httpRules';
import { checkStatusCheckSpec } from './statusCheckRules';
import { findInTask } from './taskRules';
import { checkWorkflow } from './workflowRules';

/**
 * What Chaos Mesh lets through although it does nothing, or not what was meant:
 * a delay without its latency, a loss of more than all, a duration that ends before
 * it begins, a Schedule that is never due, a Workflow that never ends.
 *
 * @public
 */
export function findIneffective(object: ChaosObject): ChaosProblem[] {
  switch (object.kind) {
    case 'Schedule':
      return findInSchedule(object);
    case 'Workflow':
      return findInWorkflow(object);
    default:
      return findInExperiment(object);
  }
}

function findInExperiment({ kind, spec }: Experiment): ChaosProblem[] {
  const problems = findTimeless(spec.duration, 'spec.duration');
  switch (kind) {
    case 'NetworkChaos':
      return [
        ...problems,
        ...findMissingParameters(spec),
        ...findNoPercentages(spec),
      ];
    case 'HTTPChaos':
      return [...problems, ...findInHttp(spec)];
    case 'IOChaos':
      return [...problems, ...findInIo(spec)];
    case 'DNSChaos':
      return [...problems, ...findInPatterns(spec.patterns)];
    case 'TimeChaos':
      return [
        ...problems,
        ...findUnreadable(spec.duration, 'spec.duration'),
        ...findNoOffset(spec.timeOffset),
      ];
    default:
      return problems;
  }
}

/** A time that is over before it begins. */
function findTimeless(
  duration: string | null | undefined,
  field: string,
): ChaosProblem[] {
  return duration &&
    !whyNot(() => parseDuration(duration)) &&
    parseDuration(duration) <= 0
    ? [invalid(field, duration, 'it ends before it begins')]
    : [];
}

/** The webhook reads the duration of each other kind. */
function findUnreadable(
  duration: string | null | undefined,
  field: string,
): ChaosProblem[] {
  const why = duration ? whyNot(() => parseDuration(duration)) : undefined;
  return why
    ? [invalid(field, duration, `it never ends, since it is none: ${why}`)]
    : [];
}

type NetworkSpec = Extract<Experiment, { kind: 'NetworkChaos' }>['spec'];

function findMissingParameters(spec: NetworkSpec): ChaosProblem[] {
  const { action, delay, loss, duplicate, corrupt, rate } = spec;
  if (action === 'partition') {
    return [];
  }
  const missing =
    action === 'netem'
      ? !(delay ?? loss ?? duplicate ?? corrupt ?? rate)
      : spec[action] === undefined;
  return missing
    ? [
        {
          field: action === 'netem' ? 'spec' : `spec.${action}`,
          message: `Required value: without it the action ${action} does nothing`,
        },
      ]
    : [];
}

/** The webhook takes any number, and what sets the network refuses it later. */
function findNoPercentages(spec: NetworkSpec): ChaosProblem[] {
  const { delay, loss, duplicate, corrupt } = spec;
  const percentages = {
    'spec.loss.loss': loss?.loss,
    'spec.duplicate.duplicate': duplicate?.duplicate,
    'spec.corrupt.corrupt': corrupt?.corrupt,
    'spec.delay.reorder.reorder': delay?.reorder?.reorder,
  };
  return Object.entries(percentages).flatMap(([field, text]) =>
    Number(text) < 0 || Number(text) > 100
      ? [invalid(field, text, 'a percentage is from 0 to 100')]
      : [],
  );
}

function findInIo({
  action,
  delay,
}: ExperimentOf<'IOChaos'>['spec']): ChaosProblem[] {
  return action === 'latency' && !delay
    ? [
        {
          field: 'spec.delay',
          message: 'Required value: without it the action latency does nothing',
        },
      ]
    : [];
}

function findInPatterns(patterns: string[] = []): ChaosProblem[] {
  return patterns.flatMap((pattern, index) =>
    /\*./.test(pattern)
      ? [
          invalid(
            `spec.patterns[${index}]`,
            pattern,
            'the wildcard * may only stand at the end: Chaos Mesh finds no name otherwise',
          ),
        ]
      : [],
  );
}

function findNoOffset(timeOffset: string): ChaosProblem[] {
  return !whyNot(() => parseDuration(timeOffset)) &&
    parseDuration(timeOffset) === 0
    ? [invalid('spec.timeOffset', timeOffset, 'it moves no clock')]
    : [];
}

function findInSchedule(object: ChaosSchedule): ChaosProblem[] {
  const { spec, metadata } = object;
  const { type, workflow } = spec;
  const problems = findNeverDue(spec, 'spec');
  if (type !== 'Workflow') {
    return [...problems, ...findInEmbedded(spec, type, 'spec')];
  }
  const { apiVersion } = object;
  const parsed = workflowSchema.safeParse({
    apiVersion,
    kind: 'Workflow',
    metadata,
    spec: workflow,
  });
  return [
    ...problems,
    ...(parsed.success
      ? [
          ...moved(checkWorkflow(parsed.data), 'spec.workflow'),
          ...moved(findInWorkflow(parsed.data), 'spec.workflow'),
        ]
      : [
          invalid(
            'spec.workflow',
            workflow,
            'the value of the Workflow is required',
          ),
        ]),
  ];
}

function findNeverDue(
  {
    schedule,
    startingDeadlineSeconds,
  }: Pick<ChaosSchedule['spec'], 'schedule' | 'startingDeadlineSeconds'>,
  path: string,
): ChaosProblem[] {
  if (whyNot(() => parseCron(schedule))) {
    return [];
  }
  const field = `${path}.schedule`;
  const cron = parseCron(schedule);
  if (
    'every' in cron &&
    typeof startingDeadlineSeconds === 'number' &&
    startingDeadlineSeconds * 1000 < cron.every
  ) {
    return [
      invalid(
        field,
        schedule,
        'it is never due: Chaos Mesh counts the interval from startingDeadlineSeconds ago, so leave that out or take a cron expression',
      ),
    ];
  }
  // Whether it ever is does not depend on when one asks.
  return nextRun(schedule, 0) === undefined
    ? [invalid(field, schedule, 'it is never due')]
    : [];
}

function findInEmbedded(
  holder: { [field: string]: unknown },
  type: string,
  path: string,
): ChaosProblem[] {
  const experiment = embeddedExperiment(holder, type);
  return experiment
    ? moved(
        findInExperiment(experiment),
        `${path}.${experimentKinds[experiment.kind].field}`,
      )
    : [];
}

function findInWorkflow({ spec }: ChaosWorkflow): ChaosProblem[] {
  const names = spec.templates.map(({ name }) => name);
  const inTemplates = spec.templates.flatMap((template, index) => {
    const path = `spec.templates[${index}]`;
    const { deadline, schedule, statusCheck, templateType } = template;
    const why = deadline ? whyNot(() => parseDuration(deadline)) : undefined;
    return [
      ...(why ? [invalid(`${path}.deadline`, deadline, why)] : []),
      ...findTimeless(deadline, `${path}.deadline`),
      ...findInEmbedded(template, templateType, path),
      ...(templateType === 'Schedule'
        ? findInTemplateSchedule(schedule, `${path}.schedule`)
        : []),
      ...(templateType === 'StatusCheck'
        ? checkStatusCheckSpec(statusCheck, `${path}.statusCheck`)
        : []),
      ...(templateType === 'Task' ? findInTask(template, path, names) : []),
    ];
  });
  return [...inTemplates, ...findEndless(spec)];
}

function findInTemplateSchedule(
  schedule: ChaosWorkflow['spec']['templates'][number]['schedule'],
  path: string,
): ChaosProblem[] {
  if (!schedule) {
    return [invalid(path, schedule, 'the value of the Schedule is required')];
  }
  const why = whyNot(() => parseCron(schedule.schedule));
  const { type } = schedule;
  return [
    ...(why ? [invalid(`${path}.schedule`, schedule.schedule, why)] : []),
    ...findNeverDue(schedule, path),
    ...checkEmbedded(schedule, type, path),
    ...findInEmbedded(schedule, type, path),
  ];
}

import { parseDuration } from '../duration';
import { ChaosObject, ChaosSchedule, Experiment } from '../model/objects';
import { checkCron, intervalOf } from './cron';
import { checkEmbedded } from './embedded';
import { ChaosProblem, invalid, whyNot } from './problem';
import { checkSpec } from './specRules';
import { checkWorkflow } from './workflowRules';

/**
 * What the webhook of Chaos Mesh refuses of an object that has the shape of its
 * definition and its defaults.
 *
 * @returns nothing where all is well
 * @public
 */
export function validateChaos(object: ChaosObject): ChaosProblem[] {
  switch (object.kind) {
    case 'Schedule':
      return checkSchedule(object);
    case 'Workflow':
      return checkWorkflow(object);
    default:
      return checkSpec(object, 'spec');
  }
}

function checkSchedule({ spec }: ChaosSchedule): ChaosProblem[] {
  const { schedule, type } = spec;
  const interval = intervalOf(schedule);
  const why = whyNot(() =>
    interval === undefined ? checkCron(schedule) : parseDuration(interval),
  );
  return [
    ...(why
      ? [
          invalid(
            'spec.schedule',
            schedule,
            `parse schedule field error:${why}`,
          ),
        ]
      : []),
    ...(type === 'Workflow' ? [] : checkEmbedded(spec, type, 'spec')),
  ];
}

/**
 * What Chaos Mesh lets through although it does nothing, or not what was meant:
 * a delay without its latency, a duration that ends before it begins.
 *
 * @public
 */
export function findIneffective({ kind, spec }: Experiment): ChaosProblem[] {
  const { duration } = spec;
  const problems: ChaosProblem[] = [];
  if (
    duration &&
    !whyNot(() => parseDuration(duration)) &&
    parseDuration(duration) <= 0
  ) {
    problems.push(
      invalid('spec.duration', duration, 'it ends before it begins'),
    );
  }
  return kind === 'NetworkChaos'
    ? [...problems, ...findMissingParameters(spec)]
    : problems;
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

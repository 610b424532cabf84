import { ChaosObject, ChaosSchedule, ChaosStatusCheck } from '../model/objects';
import { parseCron } from './cron';
import { checkEmbedded } from './embedded';
import { ChaosProblem, invalid, whyNot } from './problem';
import { checkSpec } from './specRules';
import { checkStatusCheckSpec } from './statusCheckRules';
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
  const why = whyNot(() => parseCron(schedule));
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
 * What the webhook of Chaos Mesh refuses of a StatusCheck.
 *
 * @returns nothing where all is well
 * @public
 */
export function validateStatusCheck({
  spec,
}: ChaosStatusCheck): ChaosProblem[] {
  return checkStatusCheckSpec(spec, 'spec');
}

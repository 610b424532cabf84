import {
  CHAOS_API_VERSION,
  Experiment,
  ExperimentKind,
  experimentKinds,
  experimentSchema,
} from '../model/objects';
import { ChaosProblem, invalid } from './problem';
import { checkSpec } from './specRules';

/** Whether a name is that of a kind of experiment which is known here. */
export function isExperimentKind(kind: string): kind is ExperimentKind {
  return Object.hasOwn(experimentKinds, kind);
}

/**
 * The experiment that a Schedule or a template of a Workflow holds; undefined
 * where there is none that its kind can be.
 *
 * @param holder - the spec of the Schedule, or the template
 * @param type - the kind that it names
 * @public
 */
export function embeddedExperiment(
  holder: { [field: string]: unknown },
  type: string,
): Experiment | undefined {
  if (!isExperimentKind(type)) {
    return undefined;
  }
  const parsed = experimentSchema.safeParse({
    apiVersion: CHAOS_API_VERSION,
    kind: type,
    metadata: {},
    spec: holder[experimentKinds[type].field],
  });
  return parsed.success ? parsed.data : undefined;
}

/** The problems of such an experiment. */
export function checkEmbedded(
  holder: { [field: string]: unknown },
  type: string,
  path: string,
): ChaosProblem[] {
  if (!isExperimentKind(type)) {
    return [invalid(`${path}.type`, type, 'the kind is not known')];
  }
  const { field } = experimentKinds[type];
  const experiment = embeddedExperiment(holder, type);
  if (!experiment) {
    return [
      invalid(
        `${path}.${field}`,
        holder[field],
        `the value of chaos ${type} is required`,
      ),
    ];
  }
  return checkSpec(experiment, `${path}.${field}`);
}

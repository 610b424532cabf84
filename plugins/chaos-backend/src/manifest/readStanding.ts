import {
  applyDefaults,
  CHECKS_ANNOTATION,
  findIneffective,
  scheduleSchema,
  validateChaos,
  workflowSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import { parseYaml, type ManifestProblem } from './parseYaml';
import { partsOf, type Parts, type Standing } from './partsOf';
import { findRemote, NAME } from './readManifest';

export type StandingReading =
  | (Omit<Parts, 'problems'> & { standing: Standing; problems: [] })
  | { standing?: undefined; problems: ManifestProblem[] };

const kindSchema = z.looseObject({ kind: z.enum(['Schedule', 'Workflow']) });

/** Whether a text means to be a Schedule or a Workflow. */
export function standingKindOf(
  text: string,
): 'Schedule' | 'Workflow' | undefined {
  const parsed = parseYaml(text);
  return 'problems' in parsed
    ? undefined
    : kindSchema.safeParse(parsed.value).data?.kind;
}

/** Reads a Schedule or a Workflow, with the defaults and the checks of Chaos Mesh. */
export function readStanding(text: string): StandingReading {
  const parsed = parseYaml(text);
  if ('problems' in parsed) {
    return parsed;
  }
  const schema = z.discriminatedUnion('kind', [scheduleSchema, workflowSchema]);
  const shape = schema.safeParse(parsed.value);
  if (!shape.success) {
    return {
      problems: shape.error.issues.map(({ path, message }) => ({
        message,
        path: path.join('.'),
      })),
    };
  }
  const { name, namespace, annotations = {} } = shape.data.metadata;
  if (Object.hasOwn(annotations, CHECKS_ANNOTATION)) {
    return wrong(
      `Steady-state checks are those of one experiment: a ${shape.data.kind} does not pass them on. Take the annotation out`,
      `metadata.annotations["${CHECKS_ANNOTATION}"]`,
    );
  }
  if (!NAME.test(name ?? '')) {
    return wrong(
      'A name has lower-case letters, digits and hyphens, at most 50',
      'metadata.name',
    );
  }
  if (!namespace) {
    return wrong('Name the namespace it is to be in', 'metadata.namespace');
  }
  const standing = applyDefaults(shape.data);
  const problems = [
    ...validateChaos(standing),
    ...findIneffective(standing),
  ].map(({ field, message }) => ({ message, path: field }));
  if (problems.length > 0) {
    return { problems };
  }
  const { problems: unfit, ...found } = partsOf(standing);
  const ofParts = [
    ...unfit,
    ...found.parts.flatMap(({ experiment, path }) =>
      findRemote(experiment, path),
    ),
  ];
  return ofParts.length > 0
    ? { problems: ofParts }
    : { standing, ...found, problems: [] };
}

function wrong(message: string, path: string): StandingReading {
  return { problems: [{ message, path }] };
}

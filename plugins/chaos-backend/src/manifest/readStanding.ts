import {
  applyDefaults,
  CHAOS_API_VERSION,
  embeddedExperiment,
  experimentKinds,
  findIneffective,
  parseDuration,
  scheduleSchema,
  validateChaos,
  workflowSchema,
  type ChaosSchedule,
  type ChaosWorkflow,
  type Experiment,
} from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import {
  findRemote,
  NAME,
  parseYaml,
  type ManifestProblem,
} from './readManifest';

/** What starts experiments by itself. */
export type Standing = ChaosSchedule | ChaosWorkflow;

/** An experiment that it starts, and where that stands. */
export type Part = {
  experiment: Experiment;
  path: string;
  durationPath: string;
};

export type StandingReading =
  | { standing: Standing; parts: Part[]; problems: [] }
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
  const { name, namespace } = shape.data.metadata;
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
  const { parts, problems: unfit } = partsOf(standing);
  const ofParts = [
    ...unfit,
    ...parts.flatMap(({ experiment, path }) => findRemote(experiment, path)),
  ];
  return ofParts.length > 0
    ? { problems: ofParts }
    : { standing, parts, problems: [] };
}

function wrong(message: string, path: string): StandingReading {
  return { problems: [{ message, path }] };
}

type Parts = { parts: Part[]; problems: ManifestProblem[] };

function partsOf(standing: Standing): Parts {
  const { metadata } = standing;
  return standing.kind === 'Schedule'
    ? partsOfSchedule(standing.spec, 'spec', metadata)
    : partsOfWorkflow(standing.spec, 'spec', metadata);
}

type Metadata = Standing['metadata'];

function partsOfSchedule(
  spec: ChaosSchedule['spec'],
  path: string,
  metadata: Metadata,
): Parts {
  if (spec.type === 'Workflow') {
    const workflow = workflowSchema.safeParse({
      apiVersion: CHAOS_API_VERSION,
      kind: 'Workflow',
      metadata,
      spec: spec.workflow,
    });
    if (!workflow.success) {
      return {
        parts: [],
        problems: [
          { message: 'It holds no Workflow', path: `${path}.workflow` },
        ],
      };
    }
    const problems = validateChaos(workflow.data).map(({ field, message }) => ({
      message,
      path: field.replace(/^spec/, `${path}.workflow`),
    }));
    return problems.length > 0
      ? { parts: [], problems }
      : partsOfWorkflow(workflow.data.spec, `${path}.workflow`, metadata);
  }
  const experiment = embeddedExperiment(spec, spec.type);
  return experiment
    ? {
        parts: [
          {
            experiment: applyDefaults({ ...experiment, metadata }),
            path: `${path}.${fieldOf(experiment)}`,
            durationPath: `${path}.${fieldOf(experiment)}.duration`,
          },
        ],
        problems: [],
      }
    : {
        parts: [],
        problems: [
          { message: `It holds no ${spec.type}`, path: `${path}.type` },
        ],
      };
}

function partsOfWorkflow(
  { templates }: ChaosWorkflow['spec'],
  path: string,
  metadata: Metadata,
): Parts {
  const found: Parts = { parts: [], problems: [] };
  templates.forEach((template, index) => {
    const at = `${path}.templates[${index}]`;
    const { templateType, deadline, schedule } = template;
    if (deadline && !isDuration(deadline)) {
      found.problems.push({
        message: `'${deadline}' is no duration`,
        path: `${at}.deadline`,
      });
      return;
    }
    if (templateType === 'Task') {
      found.problems.push({
        message:
          'A Task runs a container of any image; that cannot be started from the portal',
        path: `${at}.templateType`,
      });
    } else if (templateType === 'Schedule' && schedule) {
      const nested = partsOfSchedule(schedule, `${at}.schedule`, metadata);
      found.parts.push(...nested.parts);
      found.problems.push(...nested.problems);
    } else {
      const experiment = embeddedExperiment(template, templateType);
      if (experiment) {
        const whole = applyDefaults({ ...experiment, metadata });
        // Chaos Mesh ends it at the deadline of its template.
        whole.spec.duration = deadline ?? undefined;
        found.parts.push({
          experiment: whole,
          path: `${at}.${fieldOf(experiment)}`,
          durationPath: `${at}.deadline`,
        });
      }
    }
  });
  return found;
}

function isDuration(text: string): boolean {
  try {
    return parseDuration(text) > 0;
  } catch {
    return false;
  }
}

/** How a Schedule and a Workflow name the spec of a kind: `networkChaos`. */
function fieldOf({ kind }: Experiment): string {
  return experimentKinds[kind].field;
}

import {
  applyDefaults,
  CHAOS_API_VERSION,
  CHECKS_ANNOTATION,
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
  type WorkflowTemplate,
} from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import { endOf } from '../policy/checkPolicy';
import { parseYaml, type ManifestProblem } from './parseYaml';
import { findRemote, NAME } from './readManifest';
import { spansOf, type Span } from './spansOf';

/** What starts experiments by itself. */
export type Standing = ChaosSchedule | ChaosWorkflow;

/** An experiment that it starts, and where that stands. */
export type Part = {
  experiment: Experiment;
  path: string;
  durationPath: string;
  /** In a Workflow: the name of its template. */
  template?: string;
  /** When it is on; undefined where nothing leads to it. */
  span?: Span;
};

/** A request that Chaos Mesh makes between experiments, and where that stands. */
export type Probe = { spec: unknown; path: string };

export type StandingReading =
  | { standing: Standing; parts: Part[]; probes: Probe[]; problems: [] }
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
  const { parts, probes, problems: unfit } = partsOf(standing);
  const ofParts = [
    ...unfit,
    ...parts.flatMap(({ experiment, path }) => findRemote(experiment, path)),
  ];
  return ofParts.length > 0
    ? { problems: ofParts }
    : { standing, parts, probes, problems: [] };
}

function wrong(message: string, path: string): StandingReading {
  return { problems: [{ message, path }] };
}

export type Parts = {
  parts: Part[];
  probes: Probe[];
  problems: ManifestProblem[];
};

function problem(message: string, path: string): Parts {
  return { parts: [], probes: [], problems: [{ message, path }] };
}

/** The experiments that a Schedule or a Workflow starts. */
export function partsOf(standing: Standing): Parts {
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
      return problem('It holds no Workflow', `${path}.workflow`);
    }
    const problems = validateChaos(workflow.data).map(({ field, message }) => ({
      message,
      path: field.replace(/^spec/, `${path}.workflow`),
    }));
    return problems.length > 0
      ? { parts: [], probes: [], problems }
      : partsOfWorkflow(workflow.data.spec, `${path}.workflow`, metadata);
  }
  const embedded = embeddedExperiment(spec, spec.type);
  if (!embedded) {
    return problem(`It holds no ${spec.type}`, `${path}.type`);
  }
  const experiment = applyDefaults({ ...embedded, metadata });
  const at = `${path}.${fieldOf(experiment)}`;
  return {
    parts: [
      {
        experiment,
        path: at,
        durationPath: `${at}.duration`,
        span: { from: 0, to: endOf(experiment, 0) },
      },
    ],
    probes: [],
    problems: [],
  };
}

function partsOfWorkflow(
  spec: ChaosWorkflow['spec'],
  path: string,
  metadata: Metadata,
): Parts {
  const found: Parts = { parts: [], probes: [], problems: [] };
  const add = ({ parts, probes, problems }: Parts) => {
    found.parts.push(...parts);
    found.probes.push(...probes);
    found.problems.push(...problems);
  };
  spec.templates.forEach((template, index) => {
    add(partsOfTemplate(template, `${path}.templates[${index}]`, metadata));
  });
  if (found.problems.length > 0) {
    return found;
  }
  const spans = spansOf(spec);
  return spans
    ? {
        ...found,
        parts: found.parts.map(part => ({
          ...part,
          span: spans.get(part.template ?? ''),
        })),
      }
    : problem('Its steps come to more than 500', `${path}.templates`);
}

function partsOfTemplate(
  template: WorkflowTemplate,
  path: string,
  metadata: Metadata,
): Parts {
  const { name, templateType, deadline, schedule, statusCheck } = template;
  if (deadline && !isDuration(deadline)) {
    return problem(`'${deadline}' is no duration`, `${path}.deadline`);
  }
  if (templateType === 'Task') {
    return problem(
      'A Task runs a container of any image; that cannot be started from the portal',
      `${path}.templateType`,
    );
  }
  if (
    !deadline &&
    (templateType === 'Schedule' || templateType === 'StatusCheck')
  ) {
    return problem(
      `Give the ${templateType} a deadline: without one nobody can tell when what comes after it begins`,
      `${path}.deadline`,
    );
  }
  if (templateType === 'StatusCheck') {
    const probe = { spec: statusCheck, path: `${path}.statusCheck` };
    return { parts: [], probes: [probe], problems: [] };
  }
  if (templateType === 'Schedule' && schedule) {
    const nested = partsOfSchedule(schedule, `${path}.schedule`, metadata);
    return {
      ...nested,
      parts: nested.parts.map(part => ({ ...part, template: name })),
    };
  }
  const embedded = embeddedExperiment(template, templateType);
  if (!embedded) {
    return { parts: [], probes: [], problems: [] };
  }
  const experiment = applyDefaults({ ...embedded, metadata });
  // Chaos Mesh ends it at the deadline of its template.
  experiment.spec.duration = deadline ?? undefined;
  return {
    parts: [
      {
        experiment,
        path: `${path}.${fieldOf(experiment)}`,
        durationPath: `${path}.deadline`,
        template: name,
      },
    ],
    probes: [],
    problems: [],
  };
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

import {
  applyDefaults,
  CHAOS_API_VERSION,
  embeddedExperiment,
  experimentKinds,
  parseDuration,
  validateChaos,
  workflowSchema,
  type ChaosSchedule,
  type ChaosWorkflow,
  type Experiment,
  type WorkflowTemplate,
} from '@shop-platform/backstage-plugin-chaos-common';
import { endOf } from '../policy/checkPolicy';
import { type ManifestProblem } from './parseYaml';
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

/** A container that Chaos Mesh runs between experiments, and where that stands. */
export type Task = { spec: unknown; path: string; deadlineMs: number };

export type Parts = {
  parts: Part[];
  probes: Probe[];
  tasks: Task[];
  problems: ManifestProblem[];
};

const NOTHING: Parts = { parts: [], probes: [], tasks: [], problems: [] };

function problem(message: string, path: string): Parts {
  return { ...NOTHING, problems: [{ message, path }] };
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
      ? { ...NOTHING, problems }
      : partsOfWorkflow(workflow.data.spec, `${path}.workflow`, metadata);
  }
  const embedded = embeddedExperiment(spec, spec.type);
  if (!embedded) {
    return problem(`It holds no ${spec.type}`, `${path}.type`);
  }
  const experiment = applyDefaults({ ...embedded, metadata });
  const at = `${path}.${fieldOf(experiment)}`;
  return {
    ...NOTHING,
    parts: [
      {
        experiment,
        path: at,
        durationPath: `${at}.duration`,
        span: { from: 0, to: endOf(experiment, 0) },
      },
    ],
  };
}

function partsOfWorkflow(
  spec: ChaosWorkflow['spec'],
  path: string,
  metadata: Metadata,
): Parts {
  const each = spec.templates.map((template, index) =>
    partsOfTemplate(template, `${path}.templates[${index}]`, metadata),
  );
  const found: Parts = {
    parts: each.flatMap(({ parts }) => parts),
    probes: each.flatMap(({ probes }) => probes),
    tasks: each.flatMap(({ tasks }) => tasks),
    problems: each.flatMap(({ problems }) => problems),
  };
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

/** What goes on for as long as its deadline lets it. */
const ENDLESS = new Set(['Schedule', 'StatusCheck', 'Task']);

function partsOfTemplate(
  template: WorkflowTemplate,
  path: string,
  metadata: Metadata,
): Parts {
  const { name, templateType, deadline, schedule } = template;
  if (deadline && !isDuration(deadline)) {
    return problem(`'${deadline}' is no duration`, `${path}.deadline`);
  }
  if (!deadline && ENDLESS.has(templateType)) {
    return problem(
      `Give the ${templateType} a deadline: without one nobody can tell when what comes after it begins`,
      `${path}.deadline`,
    );
  }
  if (templateType === 'StatusCheck') {
    const probe = { spec: template.statusCheck, path: `${path}.statusCheck` };
    return { ...NOTHING, probes: [probe] };
  }
  if (templateType === 'Task') {
    const deadlineMs = deadline ? parseDuration(deadline) : 0;
    const task = { spec: template.task, path: `${path}.task`, deadlineMs };
    return { ...NOTHING, tasks: [task] };
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
    return NOTHING;
  }
  const experiment = applyDefaults({ ...embedded, metadata });
  // Chaos Mesh ends it at the deadline of its template.
  experiment.spec.duration = deadline ?? undefined;
  return {
    ...NOTHING,
    parts: [
      {
        experiment,
        path: `${path}.${fieldOf(experiment)}`,
        durationPath: `${path}.deadline`,
        template: name,
      },
    ],
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

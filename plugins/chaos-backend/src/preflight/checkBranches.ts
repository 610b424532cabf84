import {
  workflowSchema,
  type ChaosFinding,
  type ChaosSchedule,
  type ChaosWorkflow,
  type WorkflowTemplate,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Standing } from '../manifest/partsOf';
import { areExclusive } from './areExclusive';
import { overlaps, type Dependencies } from './overlaps';

/** The components, the pods and the workloads that an experiment hits, and where that stands. */
export type Hit = { path: string; entities: string[]; places: string[] };

type ScheduleAt = { spec: ChaosSchedule['spec']; path: string };
type WorkflowAt = { spec: ChaosWorkflow['spec']; path: string };
type Found = { schedules: ScheduleAt[]; workflows: WorkflowAt[] };

/**
 * Refuses what would hit one path of dependencies with two experiments at once:
 * the branches of a Parallel, and the runs of a Schedule that do not wait for
 * each other.
 */
export function checkBranches(options: {
  standing: Standing;
  hits: Hit[];
  components: Dependencies;
}): ChaosFinding[] {
  const { standing, hits, components } = options;
  const { schedules, workflows } =
    standing.kind === 'Schedule'
      ? inSchedule(standing.spec, 'spec')
      : inWorkflow(standing.spec, 'spec');
  return [
    ...schedules
      .filter(({ spec }) => spec.concurrencyPolicy === 'Allow')
      .map(({ path }) =>
        refused(
          `${path}.concurrencyPolicy`,
          "With 'Allow' two of its runs may hit the same at once: leave it out, or write 'Forbid'",
        ),
      ),
    ...workflows.flatMap(workflow => checkWorkflow(workflow, hits, components)),
  ];
}

/** A Schedule, and all that are in what it starts. */
function inSchedule(spec: ChaosSchedule['spec'], path: string): Found {
  const workflow = workflowSchema.shape.spec.safeParse(spec.workflow);
  const { schedules, workflows }: Found =
    spec.type === 'Workflow' && workflow.success
      ? inWorkflow(workflow.data, `${path}.workflow`)
      : { schedules: [], workflows: [] };
  return { schedules: [{ spec, path }, ...schedules], workflows };
}

/** A Workflow, and all that are in its steps. */
function inWorkflow(spec: ChaosWorkflow['spec'], path: string): Found {
  const inner = spec.templates.map(({ templateType, schedule }, index) =>
    templateType === 'Schedule' && schedule
      ? inSchedule(schedule, `${path}.templates[${index}].schedule`)
      : { schedules: [], workflows: [] },
  );
  return {
    schedules: inner.flatMap(({ schedules }) => schedules),
    workflows: [{ spec, path }, ...inner.flatMap(({ workflows }) => workflows)],
  };
}

/** Everything that a template hits, with all that it leads to. */
function hitBehind(
  { spec, path }: WorkflowAt,
  name: string,
  hits: readonly Hit[],
): string[] {
  const indexOf = new Map(spec.templates.map((each, at) => [each.name, at]));
  const seen = new Set([name]);
  const found: string[] = [];
  for (const each of seen) {
    const index = indexOf.get(each);
    if (index !== undefined) {
      nextOf(spec.templates[index]).forEach(next => seen.add(next.name));
      found.push(
        ...hits
          .filter(hit => hit.path.startsWith(`${path}.templates[${index}].`))
          .flatMap(({ entities, places }) => [...entities, ...places]),
      );
    }
  }
  return [...new Set(found)];
}

type Branch = { name: string; expression?: string; hit: string[] };

/** The first two branches that may hit one path of dependencies at once. */
function findClash(
  branches: readonly Branch[],
  components: Dependencies,
): [Branch, Branch] | undefined {
  for (const [at, one] of branches.entries()) {
    const other = branches
      .slice(at + 1)
      .find(
        each =>
          overlaps(components, one.hit, each.hit) &&
          !areExclusive(one.expression, each.expression),
      );
    if (other) {
      return [one, other];
    }
  }
  return undefined;
}

function checkWorkflow(
  workflow: WorkflowAt,
  hits: readonly Hit[],
  components: Dependencies,
): ChaosFinding[] {
  return workflow.spec.templates.flatMap((template, index) => {
    const { name, templateType } = template;
    if (templateType !== 'Parallel' && templateType !== 'Task') {
      return [];
    }
    const clash = findClash(
      nextOf(template).map(next => ({
        ...next,
        hit: hitBehind(workflow, next.name, hits),
      })),
      components,
    );
    if (!clash) {
      return [];
    }
    const [one, other] = clash;
    const both = `'${one.name}' and '${other.name}' of '${name}'`;
    const at = `${workflow.path}.templates[${index}]`;
    return templateType === 'Parallel'
      ? [
          refused(
            `${at}.children`,
            `${both} would hit the same pods or the same path of dependencies at once: put them into a Serial, one after the other`,
          ),
        ]
      : [
          refused(
            `${at}.conditionalBranches`,
            `${both} may both be taken, and would hit the same pods or the same path of dependencies at once: let exitCode alone decide between them, as in exitCode == 0 and exitCode != 0, or put them into a Serial`,
          ),
        ];
  });
}

/** The steps that follow from one, with what decides about them. */
function nextOf({
  children,
  conditionalBranches,
}: WorkflowTemplate): { name: string; expression?: string }[] {
  return [
    ...(children ?? []).map(name => ({ name })),
    ...(conditionalBranches ?? []).map(({ target, expression = '' }) => ({
      name: target,
      expression,
    })),
  ];
}

function refused(path: string, message: string): ChaosFinding {
  return { rule: 'overlap', ok: false, path, message };
}

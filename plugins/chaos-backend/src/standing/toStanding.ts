import {
  embeddedExperiment,
  type ChaosStanding,
  type ChaosStandingNode,
  type ChaosStandingPage,
} from '@shop-platform/backstage-plugin-chaos-common';
import { isPaused } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import {
  APPROVED_BY_ANNOTATION,
  STARTED_BY_ANNOTATION,
} from '../clusters/experiments';
import {
  parentOf,
  type ObservedNode,
  type ObservedSchedule,
  type ObservedWorkflow,
} from '../clusters/standing';
import { occurrences } from './occurrences';

/** How many of the next runs of a Schedule are told. */
export const NEXT_RUNS = 5;

const ACCOMPLISHED = 'Accomplished';
const ABORTED = 'Aborted';
/** Of a branch, which is `Unknown` until then. */
const DECIDED = new Set(['True', 'False']);

/** A Schedule as it is sent. */
export function scheduleToWire(
  cluster: Cluster,
  schedule: ObservedSchedule,
  now: number,
): ChaosStanding {
  const { spec, status, metadata } = schedule;
  const paused = isPaused(schedule);
  const lastRun = status?.time ?? undefined;
  const next =
    paused || metadata.deletionTimestamp
      ? []
      : upcoming(spec.schedule, {
          now,
          since: Date.parse(lastRun ?? metadata.creationTimestamp ?? ''),
        });
  return {
    ...common(cluster, schedule),
    kind: 'Schedule',
    what: [describe(spec, spec.type)],
    schedule: spec.schedule,
    nextRuns: next,
    ...(lastRun ? { lastRun } : {}),
    paused,
    active: (status?.active ?? []).map(({ name }) => name),
  };
}

/**
 * When it starts something next; fewer times where it does so less often. Of
 * another version of cron nothing is known.
 */
export function upcoming(
  schedule: string,
  { now, since }: { now: number; since?: number },
): string[] {
  const found: string[] = [];
  try {
    for (const time of occurrences(schedule, {
      after: now,
      ...(since === undefined || Number.isNaN(since) ? {} : { since }),
    })) {
      found.push(new Date(time).toISOString());
      if (found.length === NEXT_RUNS) {
        break;
      }
    }
  } catch {
    return [];
  }
  return found;
}

/** The clusters whose Schedules and Workflows are not known, as they are sent. */
export function silencesOf(
  watches: readonly Pick<ClusterWatch, 'cluster' | 'standingSilence'>[],
): ChaosStandingPage['silent'] {
  return watches.flatMap(({ cluster, standingSilence }) =>
    standingSilence
      ? [
          {
            name: cluster.title,
            reason: standingSilence.reason,
            ...(standingSilence.since
              ? { since: standingSilence.since.toISOString() }
              : {}),
          },
        ]
      : [],
  );
}

/** A Workflow as it is sent. */
export function workflowToWire(
  cluster: Cluster,
  workflow: ObservedWorkflow,
  nodes: readonly ObservedNode[],
): ChaosStanding {
  const { spec, status, metadata } = workflow;
  const own = nodesOf(workflow, nodes);
  const conditions = status?.conditions ?? [];
  const endedAt = status?.endTime ?? undefined;
  const isAborted = has(conditions, ABORTED);
  const isDone = has(conditions, ACCOMPLISHED) || endedAt !== undefined;
  const startedOrWaiting =
    status?.startTime || own.length > 0 ? 'running' : 'waiting';
  const ending = isAborted ? 'aborted' : 'done';
  return {
    ...common(cluster, workflow),
    kind: 'Workflow',
    what: [
      ...new Set(
        spec.templates.flatMap(template =>
          embeddedExperiment(template, template.templateType)
            ? [describe(template, template.templateType)]
            : [],
        ),
      ),
    ],
    nextRuns: [],
    ...(status?.startTime ? { lastRun: status.startTime } : {}),
    paused: false,
    active: own
      .filter(node => phaseOf(node) === 'running')
      .map(node => node.metadata.name),
    phase:
      (isDone || isAborted) && !metadata.deletionTimestamp
        ? ending
        : startedOrWaiting,
    ...(endedAt ? { endedAt } : {}),
  };
}

/** The steps of a Workflow as they are sent, in the order in which they began. */
export function nodesToWire(
  workflow: ObservedWorkflow,
  nodes: readonly ObservedNode[],
): ChaosStandingNode[] {
  return nodesOf(workflow, nodes)
    .map((node): ChaosStandingNode => {
      const { metadata, spec, status } = node;
      const parent = metadata.ownerReferences.find(
        ({ kind }) => kind === 'WorkflowNode',
      );
      const reason = status?.conditions?.find(
        ({ type, status: value }) =>
          (type === ACCOMPLISHED || type === ABORTED) && value === 'True',
      )?.reason;
      return {
        name: metadata.name,
        template: spec.templateName,
        type: spec.type,
        phase: phaseOf(node),
        ...(parent ? { parent: parent.name } : {}),
        ...(spec.startTime ? { startedAt: spec.startTime } : {}),
        ...(spec.deadline ? { endsAt: spec.deadline } : {}),
        ...(reason ? { reason } : {}),
        ...(spec.type === 'Task' ? { task: taskOf(node) } : {}),
      };
    })
    .sort((one, other) =>
      (one.startedAt ?? '').localeCompare(other.startedAt ?? ''),
    );
}

const contextSchema = z.object({ exitCode: z.number().int() });

/** What came of a task: what it printed stays in its cluster. */
function taskOf({
  status,
}: ObservedNode): NonNullable<ChaosStandingNode['task']> {
  const { branches, context } = status?.conditionalBranchesStatus ?? {};
  const exitCode = contextSchema.safeParse(parseJson(context?.[0])).data
    ?.exitCode;
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    branches: (branches ?? []).map(({ target, evaluationResult }) => ({
      target,
      ...(DECIDED.has(evaluationResult)
        ? { taken: evaluationResult === 'True' }
        : {}),
    })),
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

function nodesOf(
  { metadata }: ObservedWorkflow,
  nodes: readonly ObservedNode[],
): ObservedNode[] {
  return nodes.filter(
    node =>
      node.metadata.namespace === metadata.namespace &&
      node.spec.workflowName === metadata.name,
  );
}

function phaseOf({ spec, status }: ObservedNode): ChaosStandingNode['phase'] {
  const conditions = status?.conditions ?? [];
  if (has(conditions, ABORTED)) {
    return 'aborted';
  }
  if (has(conditions, ACCOMPLISHED) || has(conditions, 'DeadlineExceed')) {
    return 'done';
  }
  return spec.startTime ? 'running' : 'waiting';
}

function has(
  conditions: { type: string; status: string }[],
  type: string,
): boolean {
  return conditions.some(
    condition => condition.type === type && condition.status === 'True',
  );
}

/** `NetworkChaos delay`. */
function describe(holder: { [field: string]: unknown }, type: string): string {
  const spec = embeddedExperiment(holder, type)?.spec;
  const action =
    spec && 'action' in spec && typeof spec.action === 'string'
      ? ` ${spec.action}`
      : '';
  return `${type}${action}`;
}

function common(
  { name, region }: Cluster,
  { metadata }: ObservedSchedule | ObservedWorkflow,
) {
  const startedBy = metadata.annotations[STARTED_BY_ANNOTATION];
  const approvedBy = metadata.annotations[APPROVED_BY_ANNOTATION];
  const parent = parentOf(metadata);
  return {
    cluster: name,
    region,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    deleting: metadata.deletionTimestamp !== undefined,
    createdAt: metadata.creationTimestamp ?? new Date(0).toISOString(),
    ...(startedBy ? { startedBy } : {}),
    ...(approvedBy ? { approvedBy } : {}),
    ...(parent ? { parent } : {}),
  };
}

import {
  CHAOS_API_VERSION,
  scheduleSchema,
  workflowSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  metadataSchema,
  type Kind,
} from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';

const kindField = <K extends string>(kind: K) => ({
  apiVersion: z.string().default(CHAOS_API_VERSION),
  kind: z.literal(kind).default(kind),
  metadata: metadataSchema,
});
const time = z.string().nullish();
const conditionsSchema = z
  .array(
    z.looseObject({
      type: z.string(),
      status: z.string(),
      reason: z.string().nullish(),
    }),
  )
  .nullish();

const observedScheduleSchema = z.looseObject({
  ...kindField('Schedule'),
  spec: scheduleSchema.shape.spec,
  status: z
    .looseObject({
      active: z
        .array(z.looseObject({ name: z.string().default('') }))
        .nullish(),
      time,
    })
    .optional(),
});

const observedWorkflowSchema = z.looseObject({
  ...kindField('Workflow'),
  spec: workflowSchema.shape.spec,
  status: z
    .looseObject({
      conditions: conditionsSchema,
      startTime: time,
      endTime: time,
    })
    .optional(),
});

const nodeSchema = z.looseObject({
  ...kindField('WorkflowNode'),
  spec: z.looseObject({
    templateName: z.string(),
    workflowName: z.string(),
    type: z.string(),
    startTime: time,
    deadline: time,
  }),
  status: z
    .looseObject({
      conditions: conditionsSchema,
      conditionalBranchesStatus: z
        .looseObject({
          branches: z
            .array(
              z.looseObject({
                target: z.string(),
                evaluationResult: z.string(),
              }),
            )
            .nullish(),
          context: z.array(z.string()).nullish(),
        })
        .nullish(),
    })
    .optional(),
});

/** A Schedule as a cluster has it. */
export type ObservedSchedule = z.infer<typeof observedScheduleSchema>;
/** A Workflow as a cluster has it. */
export type ObservedWorkflow = z.infer<typeof observedWorkflowSchema>;
/** A step of a Workflow as a cluster has it. */
export type ObservedNode = z.infer<typeof nodeSchema>;

export const schedules: Kind<ObservedSchedule> = {
  apiVersion: CHAOS_API_VERSION,
  kind: 'Schedule',
  plural: 'schedules',
  namespaced: true,
  schema: observedScheduleSchema,
};

export const workflows: Kind<ObservedWorkflow> = {
  apiVersion: CHAOS_API_VERSION,
  kind: 'Workflow',
  plural: 'workflows',
  namespaced: true,
  schema: observedWorkflowSchema,
};

export const workflowNodes: Kind<ObservedNode> = {
  apiVersion: CHAOS_API_VERSION,
  kind: 'WorkflowNode',
  plural: 'workflownodes',
  namespaced: true,
  schema: nodeSchema,
};

/** What ends a Workflow for good. */
export const ABORT_ANNOTATION = 'workflow.chaos-mesh.org/abort';

/** Whether a Schedule or a Workflow may start something yet, paused ones included. */
export function mayStartMore(
  object: ObservedSchedule | ObservedWorkflow,
): boolean {
  if (object.metadata.deletionTimestamp) {
    return false;
  }
  return (
    object.kind === 'Schedule' ||
    (object.metadata.annotations[ABORT_ANNOTATION] !== 'true' &&
      !object.status?.endTime)
  );
}

/** The label of what a Workflow makes, with the name of that. */
const WORKFLOW_LABEL = 'chaos-mesh.org/workflow';

/** What started an object: a Schedule, or a Workflow by one of its nodes. */
export type Parent = { kind: 'Schedule' | 'Workflow'; name: string };

/** Who owns an object, where that is a Schedule or a Workflow. */
export function parentOf(metadata: {
  labels?: Record<string, string> | undefined;
  ownerReferences?: { kind: string; name: string }[] | undefined;
}): Parent | undefined {
  for (const { kind, name } of metadata.ownerReferences ?? []) {
    if (kind === 'Schedule' || kind === 'Workflow') {
      return { kind, name };
    }
    if (kind === 'WorkflowNode') {
      const workflow = metadata.labels?.[WORKFLOW_LABEL];
      return { kind: 'Workflow', name: workflow ?? name };
    }
  }
  return undefined;
}

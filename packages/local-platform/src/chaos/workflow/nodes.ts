import {
  ChaosWorkflow,
  parseDuration,
  workflowSchema,
  workflowTaskSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import { Draft } from '../../kubernetes';
import { controlledBy } from '../../kubernetes/controllers/work/ownership';
import { nameOf, timestamp } from '../../kubernetes/model/KubeObject';
import { StoredChaos } from '../ChaosObjects';

const CONTROLLED_BY = 'chaos-mesh.org/controlled-by';
const OF_WORKFLOW = 'chaos-mesh.org/workflow';
const ABORT_ANNOTATION = 'workflow.chaos-mesh.org/abort';

const nodeSchema = z.looseObject({
  spec: z.looseObject({
    templateName: z.string(),
    workflowName: z.string(),
    type: z.string(),
    deadline: z.string().nullish(),
    children: z.array(z.string()).nullish(),
    task: workflowTaskSchema.nullish(),
    conditionalBranches: z
      .array(
        z.looseObject({
          target: z.string(),
          expression: z.string().default(''),
        }),
      )
      .nullish(),
    abortWithStatusCheck: z.boolean().optional(),
  }),
  status: z.unknown().optional(),
});

/** One step of a Workflow, as it was read. */
export type WorkflowNode = z.infer<typeof nodeSchema>;

export function readNode(
  stored: StoredChaos | undefined,
): WorkflowNode | undefined {
  return nodeSchema.safeParse(stored).data;
}

export function readWorkflow(
  stored: StoredChaos | undefined,
): ChaosWorkflow | undefined {
  return workflowSchema.safeParse(stored).data;
}

export function isAborted({ metadata }: StoredChaos): boolean {
  return metadata.annotations?.[ABORT_ANNOTATION] === 'true';
}

/** What aborts a Workflow. */
export const abortion = {
  metadata: { annotations: { [ABORT_ANNOTATION]: 'true' } },
};

/** The metadata of what belongs to an object of a Workflow and goes with it. */
export function metadataOfChild(
  owner: StoredChaos,
  workflowName: string,
  prefix: string,
): NonNullable<Draft['metadata']> {
  return {
    generateName: `${prefix}-`,
    labels: { [CONTROLLED_BY]: nameOf(owner), [OF_WORKFLOW]: workflowName },
    ownerReferences: [controlledBy(owner)],
  };
}

/**
 * A node for a template of a Workflow, as its owner makes it: the Workflow itself
 * for its entry, or the node above. Throws where there is no such template.
 */
export function renderNode(
  workflow: ChaosWorkflow,
  owner: StoredChaos,
  templateName: string,
  now: number,
): Draft {
  const template = workflow.spec.templates.find(
    ({ name }) => name === templateName,
  );
  const workflowName = workflow.metadata.name ?? '';
  if (!template) {
    throw new Error(
      `workflow ${workflowName} do not contains template called ${templateName}`,
    );
  }
  const { name, templateType, deadline, ...rest } = structuredClone(template);
  return {
    metadata: metadataOfChild(owner, workflowName, name),
    spec: {
      ...rest,
      templateName: name,
      workflowName,
      type: templateType,
      startTime: timestamp(new Date(now)),
      ...(deadline && {
        deadline: timestamp(new Date(now + parseDuration(deadline))),
      }),
    },
  };
}

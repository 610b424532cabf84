import {
  compileExpression,
  TaskOutcome,
} from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import { WorkflowNode } from './nodes';

const branchesSchema = z.looseObject({
  conditionalBranchesStatus: z.looseObject({
    branches: z
      .array(
        z.looseObject({ target: z.string(), evaluationResult: z.string() }),
      )
      .default([]),
    context: z.array(z.string()).default([]),
  }),
});

/** The branches of a task before it has come to its end. */
export function undecided({ spec }: WorkflowNode) {
  return (spec.conditionalBranches ?? []).map(({ target }) => ({
    target,
    evaluationResult: 'Unknown',
  }));
}

/**
 * Which branches a task takes. One whose expression has no answer stays unknown,
 * as in Chaos Mesh, and with it the task never comes to its end but by its deadline.
 */
export function decide({ spec }: WorkflowNode, outcome: TaskOutcome) {
  return {
    branches: (spec.conditionalBranches ?? []).map(
      ({ target, expression }) => ({
        target,
        evaluationResult: evaluate(expression, outcome),
      }),
    ),
    context: [JSON.stringify(outcome)],
  };
}

function evaluate(expression: string, outcome: TaskOutcome): string {
  try {
    return compileExpression(expression)(outcome) ? 'True' : 'False';
  } catch {
    return 'Unknown';
  }
}

/** The targets of the branches that a task takes; undefined until all are decided. */
export function chosenBranches(
  status: unknown,
  { spec }: WorkflowNode,
): string[] | undefined {
  const { branches, context } =
    branchesSchema.safeParse(status ?? {}).data?.conditionalBranchesStatus ??
    {};
  const isDecided =
    branches?.length === (spec.conditionalBranches ?? []).length &&
    context?.length === 1 &&
    branches.every(each => each.evaluationResult !== 'Unknown');
  return isDecided
    ? branches
        .filter(each => each.evaluationResult === 'True')
        .map(({ target }) => target)
    : undefined;
}

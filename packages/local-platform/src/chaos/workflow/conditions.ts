import { z } from 'zod';

const conditionedSchema = z.looseObject({
  conditions: z
    .array(
      z.looseObject({
        type: z.string(),
        status: z.string(),
        reason: z.string().default(''),
      }),
    )
    .default([]),
});

export type Condition = z.infer<typeof conditionedSchema>['conditions'][number];

/** The conditions of a Workflow or of one of its nodes. */
export function conditionsIn(status: unknown): Condition[] {
  return conditionedSchema.safeParse(status ?? {}).data?.conditions ?? [];
}

export function isTrue(status: unknown, type: string): boolean {
  return conditionsIn(status).some(
    condition => condition.type === type && condition.status === 'True',
  );
}

export function hasAccomplished(status: unknown): boolean {
  return isTrue(status, 'Accomplished');
}

/** Whether a node has come to its end, of whichever kind. */
export function hasEnded(status: unknown): boolean {
  return ['Accomplished', 'DeadlineExceed', 'Aborted'].some(type =>
    isTrue(status, type),
  );
}

/** Conditions with one in its place; one that changes comes last. */
export function withCondition(
  conditions: Condition[],
  type: string,
  holds: boolean,
  reason = '',
): Condition[] {
  const status = holds ? 'True' : 'False';
  const old = conditions.find(condition => condition.type === type);
  return old?.status === status && old.reason === reason
    ? conditions
    : [
        ...conditions.filter(condition => condition !== old),
        { type, status, reason },
      ];
}

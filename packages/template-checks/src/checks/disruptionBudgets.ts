import { z } from 'zod';
import { Finding } from '../types';
import { isSubset, PlacedObject, PlacedWorkload } from './kubernetesReferences';

const amount = z.union([z.number(), z.string()]).optional();

const budgetSchema = z.looseObject({
  kind: z.literal('PodDisruptionBudget'),
  spec: z.looseObject({
    selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()) }),
    minAvailable: amount,
    maxUnavailable: amount,
  }),
});

type Budget = z.infer<typeof budgetSchema>['spec'];

const scaledSchema = z.looseObject({
  kind: z.literal('HorizontalPodAutoscaler'),
  spec: z.looseObject({
    minReplicas: z.number().default(1),
    scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }),
  }),
});

/** A budget is of pods that are there, and lets one of them go: otherwise no node is ever drained. */
export function checkBudgets(
  objects: readonly PlacedObject[],
  workloads: readonly PlacedWorkload[],
): Finding[] {
  return objects.flatMap(({ where, value, namespace }) => {
    const budget = budgetSchema.safeParse(value).data?.spec;
    if (!budget) {
      return [];
    }
    const selected = workloads.filter(
      workload =>
        workload.namespace === namespace &&
        isSubset(
          budget.selector.matchLabels,
          workload.spec.template.metadata.labels,
        ),
    );
    const message =
      selected.length === 0
        ? 'The disruption budget selects no pods'
        : findBlock(budget, leastOf(selected, objects));
    return message ? [{ where, message }] : [];
  });
}

/** Why not even one of so many pods may go. */
function findBlock(
  { minAvailable, maxUnavailable }: Budget,
  least: number | undefined,
): string | undefined {
  if (maxUnavailable !== undefined && /^0%?$/.test(String(maxUnavailable))) {
    return `With maxUnavailable ${maxUnavailable} no pod may go, and no node can be drained`;
  }
  if (minAvailable === undefined) {
    return undefined;
  }
  const [, percent] = /^(\d+)%$/.exec(String(minAvailable)) ?? [];
  const isAll = Number(percent) >= 100;
  // As Kubernetes does: a part of a pod is a pod.
  const needed = percent
    ? Math.ceil((Number(percent) / 100) * (least ?? 0))
    : Number(minAvailable);
  return isAll || (least !== undefined && needed >= least)
    ? `With minAvailable ${minAvailable} none of ${
        least ?? 'all the'
      } pods may go, and no node can be drained`
    : undefined;
}

/** How many pods there are at least; nobody knows of a DaemonSet, or where none may be. */
function leastOf(
  workloads: readonly PlacedWorkload[],
  objects: readonly PlacedObject[],
): number | undefined {
  const counts = workloads.map(({ kind, metadata, namespace, spec }) => {
    const scaled = objects
      .filter(object => object.namespace === namespace)
      .map(({ value }) => scaledSchema.safeParse(value).data?.spec)
      .find(
        found =>
          found?.scaleTargetRef.kind === kind &&
          found.scaleTargetRef.name === metadata.name,
      );
    return kind === 'DaemonSet'
      ? undefined
      : scaled?.minReplicas ?? spec.replicas ?? 1;
  });
  const known = counts.filter(count => count !== undefined);
  const sum = known.reduce((total, count) => total + count, 0);
  return known.length === counts.length && sum > 0 ? sum : undefined;
}

import { type Entity } from '@backstage/catalog-model';

/**
 * The annotations of Backstage's Kubernetes plugin, which name the workloads of
 * an entity.
 *
 * @public
 */
export const workloadAnnotations = {
  id: 'backstage.io/kubernetes-id',
  labelSelector: 'backstage.io/kubernetes-label-selector',
  namespace: 'backstage.io/kubernetes-namespace',
  cluster: 'backstage.io/kubernetes-cluster',
} as const;

/**
 * Which workloads an entity stands for.
 *
 * @public
 */
export type WorkloadSelection = {
  /** A Kubernetes label selector. */
  selector: string;
  /** The only namespace to look in. */
  namespace?: string;
  /** The only cluster to look in. */
  cluster?: string;
};

/**
 * Reads which workloads an entity stands for; a label selector goes before an
 * id, as in the Kubernetes plugin.
 *
 * @public
 */
export function getWorkloadSelection(
  entity: Entity,
): WorkloadSelection | undefined {
  const read = (key: string) =>
    entity.metadata.annotations?.[key]?.trim() || undefined;
  const id = read(workloadAnnotations.id);
  const selector =
    read(workloadAnnotations.labelSelector) ??
    (id === undefined ? undefined : `${workloadAnnotations.id}=${id}`);
  if (selector === undefined) {
    return undefined;
  }
  const namespace = read(workloadAnnotations.namespace);
  const cluster = read(workloadAnnotations.cluster);
  return {
    selector,
    ...(namespace === undefined ? {} : { namespace }),
    ...(cluster === undefined ? {} : { cluster }),
  };
}

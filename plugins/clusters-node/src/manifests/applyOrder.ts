import { type Manifest } from '../types';

/** What others need comes first; what counts on a workload comes after it. */
const ORDER = [
  'Namespace',
  'ResourceQuota',
  'LimitRange',
  'StorageClass',
  'CustomResourceDefinition',
  'PriorityClass',
  'ServiceAccount',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Service',
  // Pods are governed from their first moment.
  'NetworkPolicy',
];
const WORKLOADS = [
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Deployment',
  'Job',
  'CronJob',
];
const LAST = [
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Ingress',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

function rankOf({ kind }: Manifest): number {
  const lists = [ORDER, ['anything else'], WORKLOADS, LAST].flat();
  const rank = lists.indexOf(kind);
  return rank < 0 ? lists.indexOf('anything else') : rank;
}

/**
 * The manifests in the order in which they are to be applied: namespaces and
 * definitions first, then what pods need, then workloads, then their autoscalers.
 *
 * @public
 */
export function sortForApply(manifests: readonly Manifest[]): Manifest[] {
  return [...manifests].sort((left, right) => rankOf(left) - rankOf(right));
}

/** Either says which workloads an entity has; they are of Backstage's Kubernetes plugin. */
export const workloadAnnotations = [
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-label-selector',
] as const;

import { InputError } from '@backstage/errors';
import { type Manifest } from '../types';
import { recordsAt } from './records';

const SCALABLE = [
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
];

/** Sets how many pods a workload has, as `replicas` in a kustomization. */
export function setReplicas(
  manifests: Manifest[],
  { name, count }: { name: string; count: number },
  where: string,
): void {
  const workloads = manifests.filter(
    ({ kind, metadata }) => SCALABLE.includes(kind) && metadata.name === name,
  );
  if (workloads.length === 0) {
    throw new InputError(
      `${where}: replicas names ${name}, and no workload is called so`,
    );
  }
  for (const workload of workloads) {
    for (const spec of recordsAt(workload, 'spec', { create: true })) {
      spec.replicas = count;
    }
  }
}

import { type Pod } from '@shop-platform/backstage-plugin-clusters-node';

/** The workload of a pod: `Deployment/payments`, also behind its ReplicaSet. */
export function ownerOf({ metadata }: Pod): string | undefined {
  const owner = metadata.ownerReferences.find(({ controller }) => controller);
  if (!owner) {
    return undefined;
  }
  const hash = metadata.labels['pod-template-hash'];
  return owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)
    ? `Deployment/${owner.name.slice(0, -hash.length - 1)}`
    : `${owner.kind}/${owner.name}`;
}

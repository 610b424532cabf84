import {
  findReach,
  SelectionError,
  type SelectableCluster,
} from '@shop-platform/backstage-plugin-chaos-common';
import { ownerOf } from '../clusters/ownerOf';
import { type SelectablePod } from '../clusters/selectablePods';
import { readManifest } from '../manifest/readManifest';
import { type Run, type RunTarget } from '../runs/types';

type Target = Pick<RunTarget, 'namespace' | 'name' | 'owner'>;

/**
 * Where experiments meet in a cluster whatever the catalog knows: pods, and their
 * workloads, for one that is killed has another name when it is back.
 */
export function placesOf(targets: readonly Target[]): string[] {
  return [
    ...new Set(
      targets.flatMap(({ namespace, name, owner }) => [
        ...(owner ? [`${namespace}/${owner}`] : []),
        `${namespace}/Pod/${name}`,
      ]),
    ),
  ];
}

/**
 * The places that a run hits, or may hit while Chaos Mesh did not choose its pods
 * yet: those that its manifest means by the pods of now.
 */
export function placesOfRun(
  { targets, manifest }: Pick<Run, 'targets' | 'manifest'>,
  cluster: SelectableCluster<SelectablePod>,
): string[] {
  return placesOf(targets.length > 0 ? targets : reachOf(manifest, cluster));
}

function reachOf(
  manifest: string,
  cluster: SelectableCluster<SelectablePod>,
): Target[] {
  const { experiment } = readManifest(manifest);
  if (!experiment) {
    return [];
  }
  try {
    return findReach(experiment, cluster)
      .flatMap(({ targets }) => targets)
      .map(({ pod }) => {
        const owner = ownerOf(pod);
        return {
          namespace: pod.metadata.namespace ?? '',
          name: pod.metadata.name,
          ...(owner ? { owner } : {}),
        };
      });
  } catch (error) {
    if (error instanceof SelectionError) {
      // It hits nothing.
      return [];
    }
    throw error;
  }
}

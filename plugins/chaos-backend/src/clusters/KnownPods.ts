import {
  type Cluster,
  type Pod,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type Components } from '../components/Components';
import { type RunTarget } from '../runs/types';
import { type ClusterWatch } from './ClusterWatch';
import { ownerOf } from './ownerOf';

/** What is known of pods beside the names that experiments give. */
export class KnownPods {
  #watches: readonly ClusterWatch[] = [];

  /** From now on the pods are those of these clusters. */
  follow(watches: readonly ClusterWatch[]): void {
    this.#watches = watches;
  }

  /** The targets with what is known of their pods, and of which component those are. */
  describe(
    cluster: Cluster,
    targets: RunTarget[],
    components: Components | undefined,
  ): RunTarget[] {
    return targets.map(target => {
      const pod = this.#find(cluster, target);
      const owner = pod && ownerOf(pod);
      const node = pod?.spec.nodeName;
      const entity = pod && components?.ofPod(pod.metadata)?.ref;
      return {
        ...target,
        ...(owner ? { owner } : {}),
        ...(node ? { node } : {}),
        ...(entity ? { entity } : {}),
      };
    });
  }

  #find({ name: cluster }: Cluster, target: RunTarget): Pod | undefined {
    return this.#watches
      .find(watch => watch.cluster.name === cluster)
      ?.pods()
      .find(
        ({ metadata }) =>
          metadata.namespace === target.namespace &&
          metadata.name === target.name,
      );
  }
}

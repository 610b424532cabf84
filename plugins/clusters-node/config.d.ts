import { type HumanDuration } from '@backstage/types';

export interface Config {
  /**
   * What the portal's plugins need to know of the clusters beyond
   * `kubernetes.clusterLocatorMethods`, where the clusters themselves stand.
   */
  clusters?: {
    /**
     * How long a cluster may take to answer before it counts as silent.
     * Default: 3 seconds.
     */
    timeout?: string | HumanDuration;
    /** The region of each cluster, by the cluster's name. Default: the name itself. */
    regions?: { [cluster: string]: string };
    /**
     * Bearer tokens for the portal's plugins, by the cluster's name. They deploy
     * with it, while the one of `kubernetes.clusterLocatorMethods`, which the
     * Kubernetes pages use, need only look. Default: that one for both.
     *
     * @deepVisibility secret
     */
    tokens?: { [cluster: string]: string };
  };
}

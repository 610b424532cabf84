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
    /**
     * Clusters that are told who does something there, so that they decide by the
     * rights of that person and keep the name. What the portal watches and does by
     * itself stays its own account's. Default: none, everything is done as the
     * portal.
     */
    impersonation?: Array<{
      /** A name of kubernetes.clusterLocatorMethods. */
      cluster: string;
      /**
       * What a person is called there: user:default/olena, or the e-mail of the
       * User entity, as GKE calls people. Default: entityRef.
       */
      userFrom?: 'entityRef' | 'email';
      /** What comes before that. Default: nothing. */
      userPrefix?: string;
      /**
       * Whether the groups are told that the User entity is a member of. Default:
       * false.
       */
      groups?: boolean;
      /**
       * What comes before group:default/team-payments. Default: portal:
       */
      groupPrefix?: string;
    }>;
  };
}

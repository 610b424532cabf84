import { type HumanDuration } from '@backstage/types';

export interface Config {
  /**
   * The regions that the platform runs in. None: the plugin starts and has
   * nothing to show. Which clusters a region has follows from
   * `clusters.regions`.
   */
  regions?: Array<{
    /**
     * How clusters, traces and links call the region: `europe-west1`.
     * @visibility frontend
     */
    name: string;
    /**
     * What people call the region. Default: the name.
     */
    title?: string;
    /**
     * Where it is on the map, in degrees.
     */
    location?: {
      latitude: number;
      longitude: number;
    };
    /**
     * Whether its database is the one that is written to.
     */
    role?: 'primary' | 'secondary';
    /**
     * Only workloads in these namespaces count. Default: in all of them.
     */
    namespaces?: string[];
    /**
     * What customers come in through.
     */
    gateway?: {
      /**
       * Answers 200 to 399 when the region can serve. It may hold a credential.
       * Without it, no gateway is asked: an environment may not have one.
       * @visibility secret
       */
      url?: string;
    };
    /**
     * The PostgreSQL of the region.
     */
    database?: {
      /**
       * Any role that may log in will do: it reads `pg_is_in_recovery()` and how
       * far replication is. Without it, no database is asked.
       * @visibility secret
       */
      url?: string;
    };
    /**
     * From when on the region is degraded.
     */
    limits?: {
      /**
       * Failed requests by all requests. Default: 0.05.
       */
      errorRate?: number;
      /**
       * Default: 500 milliseconds.
       */
      p95?: HumanDuration | string;
      /**
       * How long the gateway may take. Default: 1 second.
       */
      gatewayLatency?: HumanDuration | string;
      /**
       * Restarts of containers in an hour. Default: 3.
       */
      restarts?: number;
      /**
       * How far a replica may be behind. Default: 30 seconds.
       */
      replicationLag?: HumanDuration | string;
    };
  }>;
}

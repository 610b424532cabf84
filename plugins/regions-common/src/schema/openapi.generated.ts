// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.
/** The paths of the OpenAPI document of regions. @public */
export type paths = {
  '/': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All configured regions, as last read */
    get: operations['getRegions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One region, with every workload of its clusters */
    get: operations['getRegion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/entities/{kind}/{namespace}/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where an entity runs
     * The workloads that the annotations `backstage.io/kubernetes-id` or `backstage.io/kubernetes-label-selector` of the entity mean, region by region.
     */
    get: operations['getEntityRegions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
};
/** The webhooks of the OpenAPI document of regions. @public */
export type webhooks = Record<string, never>;
/** The components of the OpenAPI document of regions. @public */
export type components = {
  schemas: {
    /** What is not read, because nothing is configured for it or its source cannot tell. */
    Absent: {
      reason: string;
      state: 'absent';
    };
    Cluster: {
      name: string;
      title: string;
      workloads: components['schemas']['WorkloadsReading'];
    };
    Database: {
      /** How far this replica is behind. */
      lagSeconds?: number;
      /** Whether this replica is connected to its primary. */
      receiving?: boolean;
      /** How many receive what this primary writes. */
      replicas?: number;
      role: 'primary' | 'replica';
    };
    DatabaseReading:
      | (components['schemas']['Known'] & {
          value: components['schemas']['Database'];
        })
      | components['schemas']['Unknown']
      | components['schemas']['Absent'];
    EntityRegion: {
      clusters: components['schemas']['Cluster'][];
      /** How the entity's workloads are there; absent when it has none there. */
      level?: components['schemas']['Level'];
      name: string;
      title: string;
    };
    EntityRegions: {
      /** The only namespace that is looked in. */
      namespace?: string;
      regions: components['schemas']['EntityRegion'][];
      /** The labels that its workloads have. */
      selector: string;
    };
    Error: {
      error: {
        message: string;
        name: string;
      };
    };
    /** What one rule found. */
    Finding: {
      level: components['schemas']['Level'];
      limit?: number;
      measured?: number;
      rule: components['schemas']['Rule'];
      /**
       * Format: date-time
       * Since when there is no answer.
       */
      since?: string;
      /** What it is about, by name. */
      subject?: string;
      /** The finding as a sentence in English. */
      text: string;
    };
    /** What came of a GET of the health URL of the region's gateway. */
    Gateway: {
      /** `HTTP 200`, or `connection refused`. */
      answer: string;
      latencyMs: number;
      /** Whether it answered with a status of 200 to 399. */
      ok: boolean;
    };
    GatewayReading:
      | (components['schemas']['Known'] & {
          value: components['schemas']['Gateway'];
        })
      | components['schemas']['Unknown']
      | components['schemas']['Absent'];
    /** A reading that was answered. */
    Known: {
      /**
       * Format: date-time
       * When it was read.
       */
      at: string;
      state: 'known';
    };
    Level: 'healthy' | 'degraded' | 'down' | 'unknown';
    Region: {
      clusters: components['schemas']['Cluster'][];
      database: components['schemas']['DatabaseReading'];
      gateway: components['schemas']['GatewayReading'];
      location?: {
        latitude: number;
        longitude: number;
      };
      name: string;
      role?: 'primary' | 'secondary';
      title: string;
      traffic: components['schemas']['TrafficReading'];
      verdict: components['schemas']['Verdict'];
    };
    /**
     * What decides a level; docs/plugins/regions.md has them as a table.
     */
    Rule:
      | 'gateway-fails'
      | 'gateway-silent'
      | 'gateway-slow'
      | 'cluster-silent'
      | 'nothing-ready'
      | 'pods-missing'
      | 'restarts'
      | 'mostly-errors'
      | 'errors'
      | 'slow'
      | 'traffic-unknown'
      | 'database-silent'
      | 'database-role'
      | 'replication-stopped'
      | 'replication-lag'
      | 'nothing-watched'
      | 'all-well';
    /** The requests that services in the region answered, by their spans. */
    Traffic: {
      /** Errors by requests; absent when there were none. */
      errorRate?: number;
      errors: number;
      /** The highest of all sources. */
      p95Ms?: number;
      requests: number;
      windowSeconds: number;
    };
    TrafficReading:
      | (components['schemas']['Known'] & {
          value: components['schemas']['Traffic'];
        })
      | components['schemas']['Unknown']
      | components['schemas']['Absent'];
    /** What should be read, and did not answer. */
    Unknown: {
      reason: string;
      /**
       * Format: date-time
       * When it was first found silent, after its last answer.
       */
      since: string;
      state: 'unknown';
    };
    Verdict: {
      /** What the rules found, the worst first. The first one made the verdict. */
      findings: components['schemas']['Finding'][];
      level: components['schemas']['Level'];
      /**
       * Format: date-time
       * When the level was first found, by this process of the back end.
       */
      since: string;
    };
    /** A Deployment. */
    Workload: {
      images: string[];
      name: string;
      namespace: string;
      podsDesired: number;
      podsReady: number;
    };
    /** The Deployments of a cluster, or those of an entity in it. */
    Workloads: {
      /** All workloads; not in the list of regions. */
      items?: components['schemas']['Workload'][];
      /** Workloads that lack pods, those that lack most first; 20 at most. */
      notReady: components['schemas']['Workload'][];
      podsDesired: number;
      podsReady: number;
      /** Restarts of containers, those of pods that are gone included. */
      restartsLastHour: number;
      /** Those that have all the pods they want. */
      workloadsReady: number;
      workloadsTotal: number;
    };
    WorkloadsReading:
      | (components['schemas']['Known'] & {
          value: components['schemas']['Workloads'];
        })
      | components['schemas']['Unknown']
      | components['schemas']['Absent'];
  };
  responses: {
    /** What went wrong, and how to put it right */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    /** The name of a region in the configuration. */
    RegionName: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
};
/** The $defs of the OpenAPI document of regions. @public */
export type $defs = Record<string, never>;
/** The operations of the OpenAPI document of regions. @public */
export type operations = {
  getRegions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The regions, in the order of the configuration */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            regions: components['schemas']['Region'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  getRegion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The name of a region in the configuration. */
        name: components['parameters']['RegionName'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The region */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Region'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getEntityRegions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        kind: string;
        name: string;
        namespace: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The regions, those in which it does not run included */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntityRegions'];
        };
      };
      default: components['responses']['Error'];
    };
  };
};

import { type HumanDuration } from '@backstage/types';

export interface Config {
  /**
   * Experiments with Chaos Mesh. Without it, the strict defaults hold: nothing
   * may be hit until a namespace is named.
   */
  chaos?: {
    /**
     * The ConfigMap in each cluster by which "Halt everything" holds those who
     * use kubectl, too: the template Chaos suite makes it, with the admission
     * policy that reads it.
     */
    lever?: {
      /**
       * Default: chaos-mesh.
       */
      namespace?: string;
      /**
       * Default: chaos-halt-lever.
       */
      name?: string;
    };
    /**
     * What may start.
     */
    policy?: {
      /**
       * Kinds of experiments. Default: PodChaos, NetworkChaos, StressChaos and
       * HTTPChaos.
       */
      kinds?: string[];
      /**
       * Namespaces that may be hit. Default: none.
       */
      namespaces?: string[];
      /**
       * How long an experiment may last. Default: 10 minutes.
       */
      maxDuration?: HumanDuration | string;
      /**
       * How many of the pods that a selector means may be hit, in percent. One
       * pod may always be hit. Default: 100.
       */
      maxPercentage?: number;
      /**
       * How many runs of one person may be active, and how many Schedules and
       * Workflows of theirs may await approval. Default: 3.
       */
      maxActive?: number;
      /**
       * Environments, which are clusters and namespaces in them, with what is
       * narrower there than everywhere. Components name them in their own rules.
       * What lies in several keeps to all of them. Default: none.
       */
      environments?: Array<{
        /**
         * What people call it: production.
         */
        name: string;
        /**
         * In these clusters. Default: in all.
         */
        clusters?: string[];
        /**
         * What reaches into these namespaces. Default: into any.
         */
        namespaces?: string[];
        /**
         * Kinds of experiments, of those that may be started at all; with none
         * of them nothing may. Default: all of those.
         */
        kinds?: string[];
        /**
         * How long an experiment may last. Default: as long as everywhere.
         */
        maxDuration?: HumanDuration | string;
        /**
         * How many of the pods that a selector means may be hit, in percent.
         * Default: as many as everywhere.
         */
        maxPercentage?: number;
      }>;
      /**
       * How many may start within a time, by the history. Default: as many as
       * there are.
       */
      rate?: {
        /**
         * Runs that one person asks for, those included that nobody approved,
         * and Workflows that this person begins.
         */
        perPerson?: {
          starts: number;
          within: HumanDuration | string;
        };
        /**
         * Runs that hit one component, whoever starts them.
         */
        perTarget?: {
          starts: number;
          within: HumanDuration | string;
        };
      };
      /**
       * What StatusChecks of Workflows may ask beside the Services of the
       * namespaces above, as it stands in the Workflow:
       * http://istio-ingress.istio-ingress.svc:15021/healthz/ready. It is asked
       * with GET, without credentials. Default: nothing else.
       */
      statusUrls?: string[];
      /**
       * Times in which nothing starts.
       */
      freezes?: Array<{
        /**
         * The first moment of it, in ISO 8601.
         */
        from: string;
        /**
         * The moment it is over, in ISO 8601.
         */
        to: string;
        /**
         * What people read who are refused.
         */
        reason: string;
        /**
         * Only in these regions. Default: in all.
         */
        regions?: string[];
      }>;
      /**
       * When something may run. Where some of these are for a cluster and a
       * namespace, a run has to lie in one of them, from its start to its end.
       * Default: always.
       */
      hours?: Array<{
        /**
         * In these clusters. Default: in all.
         */
        clusters?: string[];
        /**
         * What reaches into these namespaces. Default: into any.
         */
        namespaces?: string[];
        /**
         * Whose clocks count: Europe/Kyiv.
         */
        zone: string;
        /**
         * Default: every day.
         */
        days?: Array<'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat'>;
        /**
         * The time of day from which it may run: 09:00.
         */
        from: string;
        /**
         * The time of day at which it has to be over: 17:00, or 24:00.
         */
        to: string;
      }>;
      /**
       * What starts only once another person, who may `chaos.approve`, approves
       * it. Default: nothing.
       */
      approval?: Array<{
        /**
         * In these clusters. Default: in all.
         */
        clusters?: string[];
        /**
         * What reaches into these namespaces. Default: into any.
         */
        namespaces?: string[];
        /**
         * Users and groups that are told of each start that waits.
         */
        notify?: string[];
      }>;
      /**
       * Images that the tasks of Workflows may run, as the task names them:
       * `ghcr.io/shop/probe:1.4`. A `*` at the end stands for anything:
       * `ghcr.io/shop/*`. Default: none, so Workflows with a task are refused.
       */
      taskImages?: string[];
      /**
       * How long a start waits for approval. Default: 1 hour.
       */
      approveWithin?: HumanDuration | string;
    };
    /**
     * When a service has held: what the verdict on a run is measured by.
     */
    steadyState?: {
      /**
       * Failed requests by all requests. Default: 0.05.
       */
      errorRate?: number;
      /**
       * Default: 1 second.
       */
      p95?: HumanDuration | string;
    };
    /**
     * When a run is halted by itself.
     */
    haltWhen?: {
      /**
       * Failed requests by all requests of a service that is hit or calls one
       * that is, in the last minute. Default: 0.5.
       */
      errorRate?: number;
    };
    /**
     * What the steady-state checks of experiments may ask.
     */
    checks?: {
      /**
       * Where a check by HTTP may ask: https://shop.example.com, without a path.
       * Default: nowhere.
       */
      origins?: string[];
      /**
       * Queries of ClickHouse that checks may name. Each gives one row with one
       * number.
       */
      queries?: Array<{
        /**
         * What a check calls it: orders-per-minute.
         */
        name: string;
        /**
         * What people read.
         */
        title?: string;
        /**
         * A SELECT.
         */
        sql: string;
        /**
         * One of clickhouse.connections. Default: default.
         */
        connection?: string;
      }>;
      /**
       * A Prometheus, or what has its HTTP API. Without it, checks by PromQL are
       * refused.
       */
      prometheus?: {
        /**
         * http://prometheus.monitoring.svc:9090, without /api/v1.
         */
        url: string;
        /**
         * What is sent along, such as Authorization.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
      };
      /**
       * How long one may take to answer. Default: 3 seconds.
       */
      timeout?: HumanDuration | string;
      /**
       * How often in a row a check has to fail until its run is halted.
       * Default: 2.
       */
      failures?: number;
      /**
       * How often in a row a check may not say that it holds, as where nobody
       * answers, until its run is halted; that does not say that the platform
       * did not hold. It is asked every five seconds. Default: 6.
       */
      unknowns?: number;
    };
    /**
     * How a run is judged.
     */
    verdict?: {
      /**
       * How long after a run is looked at, before it is judged. Default:
       * 1 minute.
       */
      after?: HumanDuration | string;
    };
    /**
     * How long a fault may take to be taken back, before it is said loudly and
     * its object is let go by force. Default: 1 minute.
     */
    recoverWithin?: HumanDuration | string;
    /**
     * How often the platform held when a component was hit.
     */
    score?: {
      /**
       * Of the runs that were over within this time. Default: 90 days.
       */
      window?: HumanDuration | string;
    };
  };
}

import { type HumanDuration } from '@backstage/types';

export interface Config {
  analytics?: {
    /**
     * The connection under `clickhouse.connections`. Default: `default`.
     */
    connection?: string;
    /**
     * Whose data there is: each row of a table has the name of one in
     * `tenant_id`. Default: one, `default`, whom everybody may read who sees the
     * dashboard.
     */
    tenants?: Array<{
      /**
       * As in `tenant_id`.
       */
      name: string;
      /**
       * What people call it. Default: the name.
       */
      title?: string;
      /**
       * Entity references of those who may read it. Default: everybody.
       */
      groups?: string[];
      /**
       * The connection under `clickhouse.connections` whose user sees the rows
       * of this tenant alone, by row policies. SQL that people write runs as
       * this user once all tenants have one and the server confirms that each is
       * bound. Default: none, and ClickHouse's parser with a filter guards it.
       */
      explorerConnection?: string;
    }>;
    /**
     * The tables that queries may read, each with a column `tenant_id`. Default:
     * orders_analytics, order_items_analytics, events, product_views,
     * sales_daily, product_performance, customer_cohorts.
     */
    tables?: string[];
    /**
     * Tables that queries may read, and that hold no tenant's data. Default:
     * etl_tables and etl_runs.
     */
    sharedTables?: string[];
    /**
     * Functions that queries may call beyond those that calculate.
     */
    functions?: string[];
    /**
     * Whether people with `analytics.query.run` may write SQL. Default: true.
     */
    explorer?: boolean;
    /**
     * What each query may use, up to the ceilings of `clickhouse`.
     */
    limits?: {
      /**
       * Default: 10 seconds.
       */
      executionTime?: HumanDuration | string;
      /**
       * Default: 1,000,000,000.
       */
      rowsToRead?: number;
      /**
       * Default: 50,000,000,000.
       */
      bytesToRead?: number;
      /**
       * Default: 10,000.
       */
      resultRows?: number;
      /**
       * Queries of one person at once, in each instance of the back end. Default: 6.
       */
      concurrency?: number;
      /**
       * Further ones of one person that wait. Default: 60.
       */
      waiting?: number;
    };
    /**
     * How old dashboards may get before they are read again. Default: 1 minute.
     */
    refresh?: HumanDuration | string;
    /**
     * From when on a table of a pipeline lags too much. Default: 15 minutes.
     */
    lagLimit?: HumanDuration | string;
    /**
     * Pipelines whose service the portal may ask for runs, and whose owners hear
     * when they lag. Others are shown as they report.
     */
    pipelines?: Array<{
      /**
       * As in the column `pipeline` of `etl_tables`.
       */
      name: string;
      /**
       * The entity whose owner is told that it lags. Default: the component of
       * the same name.
       */
      entityRef?: string;
      /**
       * Where its service listens. Without it the pipeline cannot be started
       * from the portal.
       */
      url?: string;
      /**
       * What its service knows the portal by.
       *
       * @visibility secret
       */
      token?: string;
      /**
       * The tables that a run may be asked for. Default: all that it reports.
       */
      tables?: string[];
      /**
       * From when on one of its tables lags too much. Default: `lagLimit`.
       */
      maxLag?: HumanDuration | string;
    }>;
  };
}

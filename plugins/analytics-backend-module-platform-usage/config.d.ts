export interface Config {
  analytics?: {
    /**
     * What clusters and databases use, sampled every minute and priced. Off
     * without a connection.
     */
    platformUsage?: {
      /**
       * The connection under `clickhouse.connections` whose account may write:
       * the tables are made and filled with it.
       */
      connection?: string;
      /**
       * The `tenant_id` of the rows. Default: `default`.
       */
      tenant?: string;
      /**
       * The namespaces whose pods are sampled. Default: all of them, which the
       * account of the clusters has to be allowed to list.
       */
      namespaces?: string[];
      /**
       * Databases whose size is sampled.
       */
      databases?: Array<{
        /**
         * As in the catalog, where it is a Resource.
         */
        name: string;
        type: 'postgresql' | 'clickhouse';
        /**
         * Where it runs, as in the price list.
         */
        region: string;
        /**
         * The address of a PostgreSQL. One without is left out.
         *
         * @visibility secret
         */
        url?: string;
        /**
         * The services that the schemas of a PostgreSQL belong to. The others
         * belong to the database.
         */
        services?: { [schema: string]: string };
        /**
         * The connection of a ClickHouse, under `clickhouse.connections`.
         */
        connection?: string;
      }>;
      /**
       * What a unit of each resource costs.
       */
      prices?: {
        /**
         * A code of ISO 4217.
         */
        currency: string;
        list?: Array<{
          region: string;
          /**
           * Priced by the core and hour, the GiB and hour, and the GiB and month
           * of 730 hours.
           */
          resource: 'cpu' | 'memory' | 'storage';
          /**
           * In quotes, so that it stays exact: `'0.023993'`.
           */
          price: string;
          /**
           * That of the list when absent.
           */
          currency?: string;
          /**
           * The first day, in UTC, on which it holds: `'2026-07-30'`.
           */
          validFrom: string;
          /**
           * The address at which it was found.
           */
          source: string;
          /**
           * What one should know of how it was found.
           */
          note?: string;
          /**
           * Whether it is a guess and not a published price.
           */
          assumption?: boolean;
        }>;
      };
    };
  };
}

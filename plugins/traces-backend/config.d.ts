import { type HumanDuration } from '@backstage/types';

export interface Config {
  traces?: {
    /**
     * Where traces are read. None: the plugin starts and has nothing to show.
     */
    sources?: Array<{
      /**
       * How the API and links call the source. Keep it when the title changes.
       */
      id: string;
      /**
       * What people call the source. Default: the id.
       * @visibility frontend
       */
      title?: string;
      /**
       * The kind of store, such as `clickhouse` or `jaeger`: each is brought by a
       * module, which says what else stands here.
       */
      type: string;
      [key: string]: unknown;
    }>;
    limits?: {
      /**
       * The widest window of time that one question may have. Default: 31 days.
       */
      window?: HumanDuration | string;
      /**
       * How long to wait for one source, before the answer goes without it.
       * Default: 10 seconds.
       */
      sourceTimeout?: HumanDuration | string;
    };
  };
}

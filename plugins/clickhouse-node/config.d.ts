import { type HumanDuration } from '@backstage/types';

/** What one query may use. */
interface Limits {
  /** Time on the server, such as `10s`. */
  executionTime?: string | HumanDuration;
  /** Bytes of memory on each server that takes part. */
  memory?: number;
  /** Rows of an answer; a longer one is cut and marked as such. */
  resultRows?: number;
  /** Bytes of an answer as JSON; a larger one is an error. */
  resultBytes?: number;
  /** Rows read from tables. Default: unlimited. */
  rowsToRead?: number;
  /** Uncompressed bytes read from tables. Default: unlimited. */
  bytesToRead?: number;
  /** Threads on each server. Default: what the server gives. */
  threads?: number;
}

export interface Config {
  clickhouse?: {
    /**
     * Servers to read from, by name. Plugins use `default` unless they are told otherwise;
     * `null` removes a connection of an earlier configuration file.
     */
    connections?: {
      [name: string]: {
        /**
         * The address of the HTTP interface. Credentials and the database may stand in it:
         * `https://portal:secret@clickhouse.example.com:8443/analytics`.
         *
         * @visibility secret
         */
        url: string;
        /** Default: `default`. */
        username?: string;
        /**
         * Default: empty.
         *
         * @visibility secret
         */
        password?: string;
        /** The database of tables that are named without one. Default: `default`. */
        database?: string;
        /** HTTP connections of this process; further queries wait. Default: 10. */
        maxOpenConnections?: number;
      };
    };

    /**
     * What every query may use.
     * Default: 10 seconds, 1 GiB of memory, 100000 rows and 32 MiB of answer.
     */
    limits?: Limits;

    /** Up to where a plugin may raise the limits of a single query. Default: the limits. */
    ceilings?: Limits;
  };
}

import { type QueryLimits } from '../types';

/** One connection, credentials taken out of its URL. */
export interface ConnectionSettings {
  name: string;
  url: URL;
  username: string;
  password: string;
  database: string;
  maxOpenConnections: number;
}

/** All under `clickhouse`. */
export interface ClickHouseSettings {
  connections: ReadonlyMap<string, ConnectionSettings>;
  limits: QueryLimits;
  /** Up to where a single query may raise its limits. */
  ceilings: QueryLimits;
}

import { ClusterAccess } from '../clusters/ClustersServer';
import { Credentials } from '../state/credentials';
import { DataFolder } from '../state/DataFolder';
import { ProcessSpec } from '../supervisor/types';

export type ShopOptions = {
  repositoryRoot: string;
  data: DataFolder;
  credentials: Credentials;
  /** The clusters to run in, the primary region's first. */
  clusters: ClusterAccess[];
  /** The port of the shop's database, when it is still free. */
  postgresPort: number;
  /** Ports that lead to services, by their names, for who has to know them before. */
  servicePorts: Record<string, number>;
  /** The receiver's URL, its credential included. */
  otlpUrl: string;
  /** Where analytics go: ClickHouse with its database, the credential included. */
  clickhouseUrl: string;
  signal: AbortSignal;
  /** Starts a process and resolves when it serves. */
  run(spec: ProcessSpec): Promise<void>;
  say(message: string): void;
};

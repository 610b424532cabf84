import { type Cluster } from '../types';

/** Where the token of a request comes from. */
export interface Credential {
  /** Undefined where the address needs none. */
  token(): Promise<string | undefined>;
}

export type ClusterSettings = Cluster & {
  url: string;
  /** PEM. */
  ca: string | undefined;
  skipTlsVerify: boolean;
  credential: Credential;
};

export type ClustersSettings = {
  clusters: ClusterSettings[];
  timeoutMs: number;
};

import { type Cluster } from '../types';
import { type Impersonation } from './impersonation';

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
  /** How what a person does is done in that person's name; else it is the portal's. */
  impersonation?: Impersonation;
};

export type ClustersSettings = {
  clusters: ClusterSettings[];
  timeoutMs: number;
};

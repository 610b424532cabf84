import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { type ParameterValues } from '@shop-platform/backstage-plugin-analytics-common';

/** Who asks, and until when they wait. */
export type Call = {
  credentials: BackstageCredentials;
  signal: AbortSignal;
};

/** Which dashboard is meant, as in the address. */
export type Locator = {
  kind: string;
  namespace: string;
  entityName: string;
  dashboard: string;
};

/** What is asked of a panel. */
export type PanelRequest = {
  from: string;
  to: string;
  parameters?: ParameterValues;
  tenant?: string;
  compare?: boolean;
};

/** What is asked of the explorer. */
export type SqlRequest = {
  sql: string;
  tenant?: string;
  parameters?: ParameterValues;
  from?: string;
  to?: string;
};

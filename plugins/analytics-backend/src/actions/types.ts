import { type AuditorService } from '@backstage/backend-plugin-api';
import { type ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { type AnalyticsService } from '../service/AnalyticsService';

export type AnalyticsActionOptions = {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  /** Guarded: an agent may read what its caller may. */
  analytics: AnalyticsService;
  /** Where a dashboard is in the portal. */
  urlOf: (entityRef: string, dashboard: string) => string;
};

import { type AuditorService } from '@backstage/backend-plugin-api';
import { type ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { type AuthorizedPipelines } from '../pipelines/AuthorizedPipelines';
import { type DashboardService } from '../service/DashboardService';

export type AnalyticsActionOptions = {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  /** Guarded: an agent may read what its caller may. */
  dashboards: DashboardService;
  pipelines: AuthorizedPipelines;
  /** Where a dashboard is in the portal. */
  urlOf: (entityRef: string, dashboard: string) => string;
};

import { createListDashboardsAction } from './createListDashboardsAction';
import { createPipelineStatusAction } from './createPipelineStatusAction';
import { createRunDashboardQueryAction } from './createRunDashboardQueryAction';
import { type AnalyticsActionOptions } from './types';

/** Registers what agents can do with analytics. */
export function registerActions(options: AnalyticsActionOptions): void {
  createListDashboardsAction(options);
  createRunDashboardQueryAction(options);
  createPipelineStatusAction(options);
}

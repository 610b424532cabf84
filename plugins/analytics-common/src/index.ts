/**
 * What the analytics plugin and its back end share: the dashboard file, the
 * types of the wire, the permissions, and the annotation that names dashboards.
 *
 * @packageDocumentation
 */
export { DASHBOARDS_ANNOTATION, getDashboardPaths } from './annotations';
export {
  createAnalyticsClient,
  type AnalyticsAnswer,
  type AnalyticsBody,
  type AnalyticsClient,
  type AnalyticsClientCallOptions,
  type AnalyticsClientOptions,
  type DashboardDetails,
  type DashboardLocator,
  type DashboardValidation,
} from './AnalyticsClient';
export {
  dashboardSchema,
  getDashboardJsonSchema,
} from './dashboard/dashboardSchema';
export type {
  Dashboard,
  DashboardDrillDown,
  DashboardFormat,
  DashboardLabels,
  DashboardPanel,
  DashboardPanelBase,
  DashboardPanelOf,
  DashboardPanelType,
  DashboardParameter,
  DashboardParameterValue,
  DashboardQuery,
  DashboardTableColumn,
  DashboardText,
  DashboardValues,
} from './dashboard/types';
export {
  analyticsDashboardReadPermission,
  analyticsPermissions,
  analyticsPipelineReadPermission,
  analyticsPipelineRunPermission,
  analyticsQueryRunPermission,
} from './permissions';
export type { components, operations, paths } from './schema/openapi.generated';
export type {
  DashboardList,
  DashboardProblem,
  DashboardSummary,
  Explorer,
  ExplorerSchema,
  Freshness,
  PanelData,
  ParameterSuggestion,
  ParameterValues,
  Pipeline,
  PipelineRun,
  PipelineTable,
  QueryAnswer,
  QueryColumn,
  QueryCost,
  QueryEstimate,
  Tenant,
} from './types';

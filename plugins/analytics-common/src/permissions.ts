import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * See the dashboards of a catalog entity, and the data in them.
 *
 * @public
 */
export const analyticsDashboardReadPermission = createPermission({
  name: 'analytics.dashboard.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Run SQL of one's own, in the explorer and in the preview of a dashboard.
 *
 * @public
 */
export const analyticsQueryRunPermission = createPermission({
  name: 'analytics.query.run',
  attributes: { action: 'read' },
});

/**
 * See how the pipelines that fill the tables are.
 *
 * @public
 */
export const analyticsPipelineReadPermission = createPermission({
  name: 'analytics.pipeline.read',
  attributes: { action: 'read' },
});

/**
 * Start a pipeline, or let it fill a range again.
 *
 * @public
 */
export const analyticsPipelineRunPermission = createPermission({
  name: 'analytics.pipeline.run',
  attributes: { action: 'update' },
});

/**
 * All permissions of the analytics plugin.
 *
 * @public
 */
export const analyticsPermissions = [
  analyticsDashboardReadPermission,
  analyticsQueryRunPermission,
  analyticsPipelineReadPermission,
  analyticsPipelineRunPermission,
];

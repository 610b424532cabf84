import { DASHBOARDS_ANNOTATION } from '@shop-platform/backstage-plugin-analytics-common';

/** Entities that say where their dashboards are. */
export const hasDashboards = {
  [`metadata.annotations.${DASHBOARDS_ANNOTATION}`]: { $exists: true },
};

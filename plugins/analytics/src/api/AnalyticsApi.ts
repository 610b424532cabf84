import { createApiRef } from '@backstage/frontend-plugin-api';
import { type AnalyticsClient } from '@shop-platform/backstage-plugin-analytics-common';

/** What the pages ask of the analytics back end. */
export type AnalyticsApi = AnalyticsClient;

/** Ref of the API that the pages of the plugin use. */
export const analyticsApiRef = createApiRef<AnalyticsApi>().with({
  id: 'plugin.analytics.api',
  pluginId: 'analytics',
});

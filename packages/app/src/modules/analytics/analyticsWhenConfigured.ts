import {
  createFrontendFeatureLoader,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import analyticsPlugin from '@shop-platform/backstage-plugin-analytics';

/** Takes the pages, and the tab and the cards of every entity, away. */
const withoutAnalytics = createFrontendModule({
  pluginId: 'analytics',
  extensions: [
    analyticsPlugin.getExtension('page:analytics').override({ disabled: true }),
    analyticsPlugin
      .getExtension('entity-content:analytics')
      .override({ disabled: true }),
    analyticsPlugin
      .getExtension('entity-card:analytics/key-figures')
      .override({ disabled: true }),
    analyticsPlugin
      .getExtension('entity-card:analytics/dashboards')
      .override({ disabled: true }),
    analyticsPlugin
      .getExtension('home-card:analytics/today')
      .override({ disabled: true }),
  ],
});

/** Dashboards are there where the configuration says which ClickHouse they are of. */
export const analyticsWhenConfigured = createFrontendFeatureLoader({
  loader: ({ config }) =>
    config.getOptionalString('analytics.connection') === undefined
      ? [withoutAnalytics]
      : [analyticsPlugin],
});

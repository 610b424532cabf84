import {
  createFrontendFeatureLoader,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import tracesPlugin from '@shop-platform/backstage-plugin-traces';

/** Takes the page, and the tab and the card of every entity, away. */
const withoutTraces = createFrontendModule({
  pluginId: 'traces',
  extensions: [
    tracesPlugin.getExtension('page:traces').override({ disabled: true }),
    tracesPlugin
      .getExtension('entity-content:traces')
      .override({ disabled: true }),
    tracesPlugin
      .getExtension('entity-card:traces/service-health')
      .override({ disabled: true }),
  ],
});

/** Traces are there where the configuration names a source of them. */
export const tracesWhenConfigured = createFrontendFeatureLoader({
  loader: ({ config }) =>
    (config.getOptionalConfigArray('traces.sources') ?? []).length > 0
      ? [tracesPlugin]
      : [withoutTraces],
});

import {
  createFrontendFeatureLoader,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import regionsPlugin from '@shop-platform/backstage-plugin-regions';

/** Takes the pages, and the card of every entity, away. */
const withoutRegions = createFrontendModule({
  pluginId: 'regions',
  extensions: [
    regionsPlugin.getExtension('page:regions').override({ disabled: true }),
    regionsPlugin
      .getExtension('entity-card:regions/where-it-runs')
      .override({ disabled: true }),
  ],
});

/** Regions are there where the configuration names one. */
export const regionsWhenConfigured = createFrontendFeatureLoader({
  loader: ({ config }) =>
    (config.getOptionalConfigArray('regions') ?? []).length > 0
      ? [regionsPlugin]
      : [withoutRegions],
});

import {
  createFrontendFeatureLoader,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import chaosPlugin from '@shop-platform/backstage-plugin-chaos';

/** Takes the pages, and the card and the tab of every entity, away. */
const withoutChaos = createFrontendModule({
  pluginId: 'chaos',
  extensions: [
    chaosPlugin.getExtension('page:chaos').override({ disabled: true }),
    chaosPlugin
      .getExtension('entity-card:chaos/runs')
      .override({ disabled: true }),
    chaosPlugin
      .getExtension('entity-content:chaos')
      .override({ disabled: true }),
  ],
});

/** Chaos is there where the configuration names a namespace that may be hit. */
export const chaosWhenConfigured = createFrontendFeatureLoader({
  loader: ({ config }) =>
    (config.getOptionalStringArray('chaos.policy.namespaces') ?? []).length > 0
      ? [chaosPlugin]
      : [withoutChaos],
});

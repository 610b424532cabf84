import {
  createFrontendFeatureLoader,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import chaosPlugin from '@shop-platform/backstage-plugin-chaos';
import { hasClusters } from '../kubernetes/hasClusters';

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

/** Its card on the home page and its bar over every page, which most portals have no place for. */
const placed = createFrontendModule({
  pluginId: 'chaos',
  extensions: [
    chaosPlugin
      .getExtension('home-card:chaos/now')
      .override({ disabled: false }),
    chaosPlugin.getExtension('bar:chaos/now').override({ disabled: false }),
  ],
});

/** Chaos is there where there are clusters, and a namespace of them may be hit. */
export const chaosWhenConfigured = createFrontendFeatureLoader({
  loader: ({ config }) =>
    hasClusters(config) &&
    (config.getOptionalStringArray('chaos.policy.namespaces') ?? []).length > 0
      ? [chaosPlugin, placed]
      : [withoutChaos],
});

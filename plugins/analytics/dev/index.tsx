import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { DASHBOARDS_ANNOTATION } from '@shop-platform/backstage-plugin-analytics-common';
import analyticsPlugin from '../src';
import { analyticsApiRef } from '../src/api';
import { sampleAnalyticsApi } from './SampleAnalyticsApi';

const sampleAnalytics = createFrontendModule({
  pluginId: 'analytics',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: analyticsApiRef,
          deps: {},
          factory: () => sampleAnalyticsApi,
        }),
    }),
  ],
});

const sampleCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () =>
            catalogApiMock({
              entities: [
                {
                  apiVersion: 'backstage.io/v1alpha1',
                  kind: 'Component',
                  metadata: {
                    namespace: 'default',
                    name: 'core-service',
                    annotations: { [DASHBOARDS_ANNOTATION]: './dashboards' },
                  },
                  spec: {
                    type: 'service',
                    lifecycle: 'production',
                    owner: 'group:default/team-orders',
                  },
                },
              ],
            }),
        }),
    }),
  ],
});

createDevApp({
  features: [catalogPlugin, analyticsPlugin, sampleAnalytics, sampleCatalog],
});

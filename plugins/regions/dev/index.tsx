import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { workloadAnnotations } from '@shop-platform/backstage-plugin-regions-common';
import regionsPlugin from '../src';
import { regionsApiRef } from '../src/api';
import { sampleRegionsApi } from './SampleRegionsApi';

const sampleRegions = createFrontendModule({
  pluginId: 'regions',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: regionsApiRef,
          deps: {},
          factory: () => sampleRegionsApi,
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
                    annotations: { [workloadAnnotations.id]: 'core' },
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
  features: [catalogPlugin, regionsPlugin, sampleRegions, sampleCatalog],
});

import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import chaosPlugin from '../src';
import { chaosApiRef } from '../src/api';
import { sampleChaosApi } from './SampleChaosApi';

const sampleChaos = createFrontendModule({
  pluginId: 'chaos',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: chaosApiRef,
          deps: {},
          factory: () => sampleChaosApi,
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
                    name: 'payments',
                    annotations: { 'backstage.io/kubernetes-id': 'payments' },
                  },
                  spec: {
                    type: 'service',
                    lifecycle: 'production',
                    owner: 'group:default/team-payments',
                  },
                },
              ],
            }),
        }),
    }),
  ],
});

createDevApp({
  features: [catalogPlugin, chaosPlugin, sampleChaos, sampleCatalog],
});

import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { SERVICE_NAME_ANNOTATION } from '@shop-platform/backstage-plugin-traces-common';
import tracesPlugin from '../src';
import { tracesApiRef } from '../src/api';
import { sampleTracesApi } from './SampleTracesApi';
import { SAMPLE_SERVICES } from './sampleTraces';

const sampleTraces = createFrontendModule({
  pluginId: 'traces',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: tracesApiRef,
          deps: {},
          factory: () => sampleTracesApi,
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
              entities: SAMPLE_SERVICES.map(service => ({
                apiVersion: 'backstage.io/v1alpha1',
                kind: 'Component',
                metadata: {
                  namespace: 'default',
                  name: service,
                  annotations: { [SERVICE_NAME_ANNOTATION]: service },
                },
                spec: {
                  type: 'service',
                  lifecycle: 'production',
                  owner: 'group:default/team-orders',
                },
              })),
            }),
        }),
    }),
  ],
});

createDevApp({
  features: [catalogPlugin, tracesPlugin, sampleTraces, sampleCatalog],
});

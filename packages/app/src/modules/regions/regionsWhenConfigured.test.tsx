import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { type JsonArray } from '@backstage/types';
import regionsPlugin from '@shop-platform/backstage-plugin-regions';
import { render, screen } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { portalHandlers } from '../../__testUtils__/handlers';
import { BACKEND_URL } from '../../__testUtils__/renderPortal';
import { regionsWhenConfigured } from './regionsWhenConfigured';

const entityPage = createTestEntityPage({
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'core-service',
      annotations: { 'backstage.io/kubernetes-id': 'core' },
    },
    spec: {},
  },
});

function renderEntity(regions: JsonArray) {
  window.history.replaceState(undefined, '', '/');
  const app = createApp({
    features: [
      createFrontendPlugin({ pluginId: 'test', extensions: [entityPage] }),
      regionsPlugin,
      regionsWhenConfigured,
    ],
    advanced: {
      configLoader: async () => ({
        config: new ConfigReader({
          app: {
            baseUrl: BACKEND_URL,
            extensions: [{ 'sign-in-page:app': false }],
          },
          backend: { baseUrl: BACKEND_URL },
          regions,
        }),
      }),
    },
  });
  render(app.createRoot());
}

describe('regionsWhenConfigured', () => {
  registerMswTestHooks(setupServer(...portalHandlers));

  it('has no card when no region is configured', async () => {
    renderEntity([]);
    // What Backstage's test page shows when an entity has nothing else.
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it('has a card when a region is configured', async () => {
    renderEntity([{ name: 'europe-west1' }]);
    expect(
      await screen.findByRole(
        'group',
        { name: 'Where it runs' },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  });
});

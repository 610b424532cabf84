import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { type JsonObject } from '@backstage/types';
import analyticsPlugin from '@shop-platform/backstage-plugin-analytics';
import { render, screen } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { portalHandlers } from '../../__testUtils__/handlers';
import { BACKEND_URL } from '../../__testUtils__/renderPortal';
import { analyticsWhenConfigured } from './analyticsWhenConfigured';

const entityPage = createTestEntityPage({
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'core-service',
      annotations: { 'shop-platform.io/dashboards': './dashboards' },
    },
    spec: {},
  },
});

function renderEntity(analytics: JsonObject) {
  window.history.replaceState(undefined, '', '/');
  const app = createApp({
    features: [
      createFrontendPlugin({ pluginId: 'test', extensions: [entityPage] }),
      analyticsPlugin,
      analyticsWhenConfigured,
    ],
    advanced: {
      configLoader: async () => ({
        config: new ConfigReader({
          app: {
            baseUrl: BACKEND_URL,
            extensions: [{ 'sign-in-page:app': false }],
          },
          backend: { baseUrl: BACKEND_URL },
          analytics,
        }),
      }),
    },
  });
  render(app.createRoot());
}

describe('analyticsWhenConfigured', () => {
  registerMswTestHooks(setupServer(...portalHandlers));

  it('has no card where no ClickHouse is named', async () => {
    renderEntity({});
    // What Backstage's test page shows when an entity has nothing else.
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it('has a card where one is named', async () => {
    renderEntity({ connection: 'default' });
    expect(
      await screen.findByRole(
        'group',
        { name: 'Key figures' },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  });
});

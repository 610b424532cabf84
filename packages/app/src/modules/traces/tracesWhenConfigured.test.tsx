import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { type JsonObject } from '@backstage/types';
import tracesPlugin from '@shop-platform/backstage-plugin-traces';
import { render, screen } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { portalHandlers } from '../../__testUtils__/handlers';
import { BACKEND_URL } from '../../__testUtils__/renderPortal';
import { tracesWhenConfigured } from './tracesWhenConfigured';

const entityPage = createTestEntityPage({
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'core-service',
      annotations: { 'shop-platform.io/service-name': 'core-service' },
    },
    spec: {},
  },
});

function renderTracesTab(traces: JsonObject) {
  window.history.replaceState(undefined, '', '/');
  const app = createApp({
    features: [
      createFrontendPlugin({ pluginId: 'test', extensions: [entityPage] }),
      tracesPlugin,
      tracesWhenConfigured,
    ],
    advanced: {
      configLoader: async () => ({
        config: new ConfigReader({
          app: {
            baseUrl: BACKEND_URL,
            extensions: [
              { 'sign-in-page:app': false },
              { 'entity-card:traces/service-health': false },
            ],
          },
          backend: { baseUrl: BACKEND_URL },
          traces,
        }),
      }),
    },
  });
  render(app.createRoot());
}

describe('tracesWhenConfigured', () => {
  registerMswTestHooks(setupServer(...portalHandlers));

  it.each([
    ['nothing is configured', {}],
    ['the list of sources is empty', { sources: [] }],
  ])('has no tab when %s', async (_case, traces) => {
    renderTracesTab(traces);
    // What Backstage's test page shows when an entity has no tabs.
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it('has a tab when a source is configured', async () => {
    renderTracesTab({ sources: [{ id: 'local' }] });
    expect(
      await screen.findByRole(
        'region',
        { name: 'Traces of core-service' },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  });
});

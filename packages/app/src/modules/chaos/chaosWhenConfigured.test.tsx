import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { type JsonArray } from '@backstage/types';
import chaosPlugin from '@shop-platform/backstage-plugin-chaos';
import { render, screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { portalHandlers } from '../../__testUtils__/handlers';
import { BACKEND_URL } from '../../__testUtils__/renderPortal';
import { layoutModule } from '../layout';
import { chaosWhenConfigured } from './chaosWhenConfigured';

// A whole app starts, which a busy machine takes its time for.
jest.setTimeout(120_000);

const entityPage = createTestEntityPage({
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      annotations: { 'backstage.io/kubernetes-id': 'payments' },
    },
    spec: {},
  },
});

function renderEntity(clusters: JsonArray, namespaces: JsonArray) {
  window.history.replaceState(undefined, '', '/');
  const app = createApp({
    features: [
      createFrontendPlugin({ pluginId: 'test', extensions: [entityPage] }),
      chaosPlugin,
      chaosWhenConfigured,
      layoutModule,
    ],
    advanced: {
      configLoader: async () => ({
        config: new ConfigReader({
          app: {
            baseUrl: BACKEND_URL,
            extensions: [{ 'sign-in-page:app': false }],
          },
          backend: { baseUrl: BACKEND_URL },
          kubernetes: {
            clusterLocatorMethods: [{ type: 'config', clusters }],
          },
          chaos: { policy: { namespaces } },
        }),
      }),
    },
  });
  render(app.createRoot());
}

describe('chaosWhenConfigured', () => {
  const server = setupServer(...portalHandlers);
  registerMswTestHooks(server);

  it.each<[string, JsonArray, JsonArray]>([
    ['there is no cluster', [], ['shop']],
    ['no namespace may be hit', [{ name: 'shop-west1' }], []],
  ])('has no card when %s', async (_, clusters, namespaces) => {
    renderEntity(clusters, namespaces);
    // What Backstage's test page shows when an entity has nothing else.
    expect(
      await screen.findByTestId('empty-entity-page', {}, { timeout: 60_000 }),
    ).toBeInTheDocument();
  });

  it('has a card when one may be hit', async () => {
    renderEntity([{ name: 'shop-west1' }], ['shop']);
    expect(
      await screen.findByRole('group', { name: 'Chaos' }, { timeout: 60_000 }),
    ).toBeInTheDocument();
  });

  it('has a bar over its pages while something is on', async () => {
    server.use(
      http.get(`${BACKEND_URL}/api/chaos/clusters`, () =>
        HttpResponse.json({
          clusters: [
            {
              name: 'shop-west1',
              title: 'Belgium',
              region: 'europe-west1',
              state: 'ready',
              halt: {
                at: '2026-03-10T13:00:00Z',
                by: 'user:default/olena',
                reason: 'Sale',
              },
            },
          ],
        }),
      ),
      http.get(`${BACKEND_URL}/api/chaos/runs`, () =>
        HttpResponse.json({ runs: [], silent: [] }),
      ),
    );
    renderEntity([{ name: 'shop-west1' }], ['shop']);
    expect(
      await screen.findByRole(
        'region',
        { name: 'What is being broken' },
        { timeout: 60_000 },
      ),
    ).toHaveTextContent('Everything is halted');
  });
});

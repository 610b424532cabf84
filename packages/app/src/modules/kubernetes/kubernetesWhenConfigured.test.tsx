import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import { type JsonObject } from '@backstage/types';
import { render, screen } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { portalHandlers } from '../../__testUtils__/handlers';
import { BACKEND_URL } from '../../__testUtils__/renderPortal';
import { kubernetesWhenConfigured } from './kubernetesWhenConfigured';

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

function renderKubernetesTab(
  kubernetes: JsonObject,
  { isDiscovered }: { isDiscovered: boolean },
) {
  window.history.replaceState(undefined, '', '/');
  const app = createApp({
    features: [
      createFrontendPlugin({ pluginId: 'test', extensions: [entityPage] }),
      ...(isDiscovered ? [kubernetesPlugin] : []),
      kubernetesWhenConfigured,
    ],
    advanced: {
      configLoader: async () => ({
        config: new ConfigReader({
          app: {
            baseUrl: BACKEND_URL,
            extensions: [{ 'sign-in-page:app': false }],
          },
          backend: { baseUrl: BACKEND_URL },
          kubernetes,
        }),
      }),
    },
  });
  render(app.createRoot());
}

describe.each([
  ['discovered', true],
  ['left out of app.packages', false],
])('kubernetesWhenConfigured, the plugin being %s', (_, isDiscovered) => {
  registerMswTestHooks(setupServer(...portalHandlers));

  it.each([
    ['nothing is configured', {}],
    [
      'the list of clusters is empty',
      { clusterLocatorMethods: [{ type: 'config', clusters: [] }] },
    ],
  ])('has no Kubernetes tab when %s', async (_case, kubernetes) => {
    renderKubernetesTab(kubernetes, { isDiscovered });

    // What Backstage's test page shows when an entity has no tabs.
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it.each([
    [
      'a cluster is listed',
      {
        clusterLocatorMethods: [
          { type: 'config', clusters: [{ name: 'europe-west1' }] },
        ],
      },
    ],
    [
      'clusters are looked up at run time',
      { clusterLocatorMethods: [{ type: 'gke' }] },
    ],
  ])('has a Kubernetes tab when %s', async (_case, kubernetes) => {
    renderKubernetesTab(kubernetes, { isDiscovered });

    expect(
      await screen.findByText('Your Clusters', undefined, { timeout: 10_000 }),
    ).toBeInTheDocument();
  });
});

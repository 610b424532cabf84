import {
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import {
  belgium,
  mayStart,
  PAYMENTS,
  policy,
  presets,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';
import { saveFormUrl } from './model/saving';

const api = mockChaosApi();
/** A busy machine takes its time for a page. */
const patience = { timeout: 20_000 };

/** A portal with the scaffolder's forms, of which only the address matters here. */
const createRef = createRouteRef();
const scaffolderPlugin = createFrontendPlugin({
  pluginId: 'scaffolder',
  routes: {
    selectedTemplate: createSubRouteRef({
      path: '/templates/:namespace/:templateName',
      parent: createRef,
    }),
  },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/create',
        routeRef: createRef,
        loader: async () => <p>All templates</p>,
      },
    }),
  ],
});

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'save-experiment', namespace: 'default' },
  spec: { type: 'service' },
};

function renderPage(
  path: string,
  { entities = [template], features = [chaosPlugin, scaffolderPlugin] } = {},
) {
  renderTestApp({
    features,
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock({ entities })],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [path],
  });
}

const proposal = async () => {
  const link = await screen.findByRole(
    'link',
    { name: /Propose in Git/ },
    patience,
  );
  return new URL(link.getAttribute('href') ?? '', 'http://portal.test');
};
const NEW_RUN = `/chaos/new?entity=${PAYMENTS}&preset=network-delay`;

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getPresets.mockResolvedValue({
    presets,
    saveUrl: 'https://github.com/shop/payments/new/main/chaos',
    saveTo: {
      repoUrl: 'github.com?owner=shop&repo=payments',
      folder: 'services/payments/chaos',
    },
  });
  api.dryRun.mockResolvedValue(mayStart);
  api.getStanding.mockResolvedValue({ items: [], requests: [], silent: [] });
});

it.each([
  ['an experiment', NEW_RUN, /^kind: NetworkChaos$/m],
  [
    'a Workflow',
    `/chaos/workflows/new?entity=${PAYMENTS}`,
    /^kind: Workflow$/m,
  ],
])('fills %s into the form of the portal', async (_, path, kind) => {
  renderPage(path);
  expect(
    await screen.findByText(
      /A form opens with .*makes the pull request/,
      {},
      patience,
    ),
  ).toBeInTheDocument();
  const url = await proposal();
  expect(url.pathname).toBe('/create/templates/default/save-experiment');
  const filled = JSON.parse(url.searchParams.get('formData') ?? '');
  expect(filled).toEqual({
    repoUrl: 'github.com?owner=shop&repo=payments',
    path: expect.stringMatching(/^services\/payments\/chaos\/[-a-z]+\.yaml$/),
    experiment: expect.stringMatching(kind),
  });
  // The form takes nothing that may have been cut off.
  expect(filled.experiment).toMatch(/\S\n$/);
});

it('takes a repository that is not known from the form', async () => {
  api.getPresets.mockResolvedValue({ presets });
  renderPage(NEW_RUN);
  const url = await proposal();
  expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
    path: 'chaos/payments-delay.yaml',
    experiment: expect.stringContaining('NetworkChaos'),
  });
});

it.each([
  ['without the scaffolder', { features: [chaosPlugin] }],
  ['where nobody may see the template', { entities: [] }],
])("leads to the Git host's own page %s", async (_, options) => {
  renderPage(NEW_RUN, options);
  const url = await proposal();
  expect(url.origin + url.pathname).toBe(
    'https://github.com/shop/payments/new/main/chaos',
  );
});

it('leaves a text out that is too long for an address', () => {
  const url = saveFormUrl('/create/x', 'ї'.repeat(2_000));
  expect(
    JSON.parse(new URLSearchParams(url.split('?')[1]).get('formData') ?? ''),
  ).toEqual({ path: 'chaos/experiment.yaml' });
});

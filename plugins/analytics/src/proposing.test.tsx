import {
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { keptText } from '@shop-platform/ui-kit';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  dashboard,
  details,
  mockAnalyticsApi,
  PATH,
  revenuePanel,
} from './__testUtils__/analytics';
import { analyticsApiRef } from './api';
import analyticsPlugin from './index';

const api = mockAnalyticsApi();
const saveTo = {
  repoUrl: 'git.example.com?owner=shop&repo=etl',
  path: 'dashboards/sales.yaml',
};

/** Where the scaffolder's form would be: what it was opened with, and the way back. */
function Form() {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <p>{`The form at ${pathname}`}</p>
      <pre>{new URLSearchParams(search).get('formData')}</pre>
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
    </>
  );
}
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
        loader: async () => <Form />,
      },
    }),
  ],
});

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'save-dashboard', namespace: 'default' },
  spec: { type: 'service' },
};

function renderEditor({
  entities = [template],
  features = [analyticsPlugin, scaffolderPlugin],
  language = 'en',
} = {}) {
  renderTestApp({
    features,
    apis: [
      [analyticsApiRef, api],
      [catalogApiRef, catalogApiMock({ entities })],
      mockApis.permission(),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [`${PATH}/edit`],
    config: languageConfig(language),
  });
}

const editor = () => screen.findByRole('textbox', { name: /sales\.yaml$/ });
const copying = () => screen.findByRole('link', { name: /to paste it/ });

beforeEach(() => {
  jest.resetAllMocks();
  api.getTenants.mockResolvedValue({ tenants: [] });
  const known = details(dashboard([revenuePanel]));
  api.getDashboard.mockResolvedValue({
    ...known,
    source: { ...known.source, saveTo },
  });
  api.validateDashboard.mockResolvedValue({ problems: [] });
});

it('takes what is written to the form that opens a pull request, and has it when one comes back', async () => {
  // Longer than the address of any request may be.
  const written = `kind: Dashboard\n# ${'Продажі '.repeat(5_000)}`;
  renderEditor();
  const propose = await screen.findByRole('button', {
    name: 'Open a pull request',
  });
  // Of what is not changed there is nothing to review.
  expect(propose).toBeDisabled();
  expect(screen.queryByRole('link', { name: /paste/ })).toBeNull();
  fireEvent.change(await editor(), { target: { value: written } });
  await userEvent.click(propose);

  const filled = await screen.findByText(/^\{.*\}$/s);
  expect(
    screen.getByText('The form at /create/templates/default/save-dashboard'),
  ).toBeVisible();
  const { dashboard: word, ...others } = JSON.parse(filled.textContent ?? '');
  expect(others).toEqual(saveTo);
  expect(word.length).toBeLessThan(100);
  expect(keptText(word)).toBe(`${written.trimEnd()}\n`);

  await userEvent.click(screen.getByRole('button', { name: 'Back' }));
  expect(await editor()).toHaveValue(written);
});

it('takes the text along in the address where the browser keeps nothing', async () => {
  renderEditor();
  const propose = await screen.findByRole('button', {
    name: 'Open a pull request',
  });
  fireEvent.change(await editor(), { target: { value: 'kind: Other' } });
  const keep = jest.spyOn(Storage.prototype, 'setItem');
  keep.mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await userEvent.click(propose).finally(() => keep.mockRestore());

  const filled = await screen.findByText(/^\{.*\}$/s);
  expect(JSON.parse(filled.textContent ?? '')).toEqual({
    ...saveTo,
    dashboard: 'kind: Other\n',
  });
});

it('says in Ukrainian what the form is for', async () => {
  renderEditor({ language: 'uk' });
  expect(
    await screen.findByRole('button', { name: 'Створити запит на злиття' }),
  ).toBeVisible();
  expect(screen.getByText(/Тут нічого не зберігається/)).toBeVisible();
});

it.each([
  ['without the scaffolder', { features: [analyticsPlugin] }],
  ['where nobody may see the template', { entities: [] }],
])('copies the text for the page of the repository %s', async (_, options) => {
  renderEditor(options);
  expect(await copying()).toHaveAttribute('target', '_blank');
  expect(screen.queryByRole('button', { name: /pull request/ })).toBeNull();
});

it('copies the text where the form can make no pull request', async () => {
  api.getDashboard.mockResolvedValue(details(dashboard([revenuePanel])));
  renderEditor();
  expect(await copying()).toBeVisible();
});

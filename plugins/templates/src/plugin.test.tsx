import {
  createApiMock,
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { type TemplateRenderings } from '@shop-platform/backstage-plugin-templates-common';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { templatesApiRef } from './api';
import { madeFromCard } from './extensions/entityCards';
import templatesPlugin from './index';
import { rootRouteRef } from './routes';

// Each test renders an app, for which a busy machine takes its time.
jest.setTimeout(60_000);

const api = createApiMock(templatesApiRef, () => ({
  getRenderings: jest.fn(),
}))();

const release = (version: string, change: string) => ({
  version,
  date: '2026-11-29',
  changes: [change],
});

const repository = 'https://git.test/shop/platform/tree/main';

const found: TemplateRenderings = {
  readAt: '2026-11-29T10:00:00.000Z',
  templates: [
    {
      name: 'traced-service',
      title: 'Traced service',
      releases: [release('1.0.0', 'First')],
    },
    {
      name: 'istio-mesh',
      title: 'Service mesh',
      releases: [release('1.1.0', 'Faster'), release('1.0.0', 'First')],
    },
  ],
  renderings: [
    {
      template: 'traced-service',
      version: '1.0.0',
      repository: 'https://git.test/shop/loyalty',
      manifest: '.template/manifest.json',
      entityRefs: ['component:default/loyalty'],
      changedFiles: [],
    },
    {
      template: 'istio-mesh',
      version: '1.0.0',
      repository,
      manifest: '.template/istio-mesh.json',
      entityRefs: ['resource:default/mesh'],
      changedFiles: ['infra/a.yaml'],
    },
    {
      template: 'gone',
      version: '3.0.0',
      manifest: '.template/gone.json',
      entityRefs: ['component:default/old'],
      changedFiles: [],
    },
  ],
  unanswered: [],
};

const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

const renderPage = (config = {}) =>
  renderTestApp({
    features: [templatesPlugin],
    apis: [[templatesApiRef, api]],
    initialRouteEntries: ['/templates'],
    mountedRoutes,
    config,
  });

beforeEach(() => {
  jest.resetAllMocks();
  api.getRenderings.mockResolvedValue(found);
});

describe('the page of versions', () => {
  it('lists what was made by template, outdated first, with what changed since', async () => {
    renderPage();

    expect(await screen.findByText('1 of 3 is outdated')).toBeVisible();
    expect(
      screen
        .getAllByRole('table')
        .map(table => table.getAttribute('aria-label')),
    ).toEqual([
      'Made from Service mesh',
      'Made from gone',
      'Made from Traced service',
    ]);
    const [mesh, gone, service] = screen.getAllByRole('table');
    expect(mesh).toHaveTextContent('1.0.0, 1 version behind');
    expect(within(mesh).getByText('Faster')).toBeInTheDocument();
    expect(within(mesh).queryByText('First')).not.toBeInTheDocument();
    expect(within(mesh).getByText('infra/a.yaml')).toBeInTheDocument();
    expect(within(mesh).getByRole('link', { name: 'mesh' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/mesh',
    );
    expect(
      within(mesh).getByRole('link', { name: /istio-mesh.json/ }),
    ).toHaveAttribute('href', repository);
    expect(
      within(mesh)
        .getAllByRole('columnheader')
        .map(header => header.textContent),
    ).toEqual(['Made from it', 'Version', 'Changed by the team', 'Upgrade']);
    expect(gone).toHaveTextContent('3.0.0, newest not known');
    expect(service).toHaveTextContent('1.0.0, newest');
    expect(screen.getByText('Newest: 1.1.0 of Nov 29, 2026')).toBeVisible();
  });

  it('leads to the pull request that waits, and offers no second one', async () => {
    const pullRequest = {
      url: 'https://git.test/shop/platform/pull/7',
      title: 'Upgrade istio-mesh from 1.0.0 to 1.1.0',
    };
    api.getRenderings.mockResolvedValue({
      ...found,
      renderings: [{ ...found.renderings[1], pullRequest }],
    });
    renderPage();
    const link = await screen.findByRole('link', {
      name: /^A pull request is open/,
    });
    expect(link).toHaveAttribute('href', pullRequest.url);
    expect(screen.getByText(pullRequest.title)).toBeVisible();
    expect(screen.queryByRole('link', { name: /^Upgrade…/ })).toBeNull();
    expect(screen.getByText('1 of 1 is outdated')).toBeVisible();
  });

  it('finds by words, and what is outdated', async () => {
    renderPage();
    const search = await screen.findByRole('searchbox');
    await userEvent.type(search, 'loyalty traced');
    expect(screen.getAllByRole('table')).toHaveLength(1);
    await userEvent.click(
      screen.getByRole('switch', { name: 'Outdated only' }),
    );
    expect(await screen.findByText(/Nothing matches/)).toBeVisible();
    await userEvent.clear(search);
    expect(screen.getAllByRole('table')).toHaveLength(1);
    expect(screen.getByText('Service mesh')).toBeVisible();
  });

  it('says what to do when nothing was made yet', async () => {
    api.getRenderings.mockResolvedValue({ ...found, renderings: [] });
    renderPage();
    expect(
      await screen.findByText('Nothing is made from a template yet'),
    ).toBeVisible();
  });

  it('says that repositories are being read', async () => {
    api.getRenderings.mockResolvedValue({
      templates: [],
      renderings: [],
      unanswered: [],
    });
    renderPage();
    expect(
      await screen.findByText('The repositories are being read'),
    ).toBeVisible();
  });

  it('names the repositories that do not answer', async () => {
    const since = '2026-11-29T10:00:00.000Z';
    api.getRenderings.mockResolvedValue({
      ...found,
      renderings: [{ ...found.renderings[1], unknownSince: since }],
      unanswered: [{ repository, since, message: 'Away' }],
    });
    renderPage();
    expect(
      await screen.findByText(/the repository stopped answering/),
    ).toBeVisible();
    expect(screen.getByText(new RegExp(repository))).toBeVisible();
  });

  it('says why it knows nothing', async () => {
    api.getRenderings.mockRejectedValue(new Error('The back end is away'));
    renderPage();
    expect(await screen.findByText('The back end is away')).toBeVisible();
  });

  it('is there in Ukrainian', async () => {
    renderPage(languageConfig('uk'));
    expect(await screen.findByText('Застаріло 1 з 3')).toBeVisible();
    expect(screen.getByText('відстає на 1 версію')).toBeVisible();
  });
});

describe('the card of an entity', () => {
  const renderCard = () => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'mesh',
        namespace: 'default',
        annotations: {
          'backstage.io/source-location': `url:${repository}/infra/`,
        },
      },
    };
    return renderTestApp({
      extensions: [createTestEntityPage({ entity }), madeFromCard],
      apis: [[templatesApiRef, api]],
      mountedRoutes: { '/templates': rootRouteRef, ...mountedRoutes },
    });
  };

  it('says what the entity was made from, and what changed since', async () => {
    api.getRenderings.mockResolvedValue({
      ...found,
      renderings: [found.renderings[1]],
    });
    renderCard();
    const card = await screen.findByRole('group', {
      name: 'Made from a template',
    });
    expect(await within(card).findByText('Service mesh 1.0.0')).toBeVisible();
    expect(within(card).getByText('1 version behind')).toBeVisible();
    expect(within(card).getByText('Faster')).toBeVisible();
    expect(api.getRenderings).toHaveBeenCalledWith(
      { entityRef: 'resource:default/mesh' },
      expect.anything(),
    );
    expect(
      within(card).getByRole('link', { name: 'All template versions' }),
    ).toHaveAttribute('href', '/templates');
  });

  it('is not there when no template made it, and is for what comes from somewhere', async () => {
    api.getRenderings.mockResolvedValue({ ...found, renderings: [] });
    renderCard();
    await waitFor(() => expect(api.getRenderings).toHaveBeenCalled());
    await act(() => api.getRenderings.mock.results[0].value);
    expect(
      screen.queryByRole('group', { name: 'Made from a template' }),
    ).not.toBeInTheDocument();

    const filter = createExtensionTester(madeFromCard).get(
      EntityCardBlueprint.dataRefs.filterFunction,
    );
    const fits = (kind: string, annotations: Record<string, string>) =>
      filter?.({
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: { name: 'a', annotations },
      });
    const annotations = { 'backstage.io/managed-by-location': 'url:x' };
    expect(fits('Component', annotations)).toBe(true);
    expect(fits('Component', {})).toBe(false);
    expect(fits('API', annotations)).toBe(false);
  });
});

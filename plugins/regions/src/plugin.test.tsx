import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  createApiMock,
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { workloadAnnotations } from '@shop-platform/backstage-plugin-regions-common';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  absent,
  belgium,
  cluster,
  known,
  netherlands,
  region,
  unknown,
  workloads,
} from './__testUtils__/regions';
import { regionsApiRef } from './api';
import { whereItRunsCard } from './extensions/entityCards';
import regionsPlugin from './index';
import { rootRouteRef } from './routes';

const api = createApiMock(regionsApiRef, () => ({
  getRegions: jest.fn(),
  getRegion: jest.fn(),
  getEntityRegions: jest.fn(),
}))();

function renderPage(path = '/regions', config = {}) {
  return renderTestApp({
    features: [regionsPlugin],
    apis: [[regionsApiRef, api]],
    initialRouteEntries: [path],
    config,
  });
}

beforeEach(() => {
  jest.resetAllMocks();
  api.getRegions.mockResolvedValue({ regions: [belgium, netherlands] });
  api.getRegion.mockResolvedValue(netherlands);
});

describe('the page of all regions', () => {
  const cells = (row: HTMLElement) =>
    within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent?.replace(/\u00a0|\u202f/g, ' '));

  it('says in a sentence, on the map, by reasons and in a table how they are', async () => {
    renderPage();

    expect(await screen.findByText('Healthy: 1 of 2')).toBeVisible();
    const map = screen.getByRole('figure', {
      name: 'Map of Europe with the regions',
    });
    const [first, second] = within(map).getAllByRole('listitem');
    expect(first).toHaveTextContent('BelgiumHealthy');
    expect(second).toHaveTextContent('NetherlandsDown');
    expect(within(second).getByRole('link')).toHaveAttribute(
      'href',
      '/regions/europe-west4',
    );
    expect(
      within(map).getByText('Belgium is replicated to Netherlands'),
    ).toBeInTheDocument();

    const attention = screen.getByRole('region', {
      name: 'What needs attention',
    });
    expect(
      within(attention).getByText('The gateway does not serve: HTTP 503'),
    ).toBeVisible();
    expect(
      within(attention).getByText('The cluster shop-west4 does not answer'),
    ).toBeVisible();
    expect(
      screen.getByText('No answer from shop-west4').closest('[role=status]'),
    ).toBeVisible();

    const table = screen.getByRole('table', {
      name: 'Regions and what is read of them',
    });
    const [, one, other] = within(table).getAllByRole('row');
    expect(cells(one)).toEqual([
      // The day, too, when it was yesterday.
      expect.stringMatching(/^Healthysince .*\d\d:\d\d/),
      '5 of 5',
      '0',
      'HTTP 200, 18.4 ms',
      '0.697%',
      '142 ms',
      'Primary, 1 replica',
    ]);
    // What is not known is never a number.
    expect(cells(other)).toEqual([
      expect.stringMatching(/^Downsince/),
      'Unknown',
      'Unknown',
      'DownHTTP 503',
      'Unknown',
      'Unknown',
      'Replica, 420 ms behind',
    ]);
  });

  it('has no heading of what needs attention where nothing does', async () => {
    api.getRegions.mockResolvedValue({ regions: [belgium] });
    renderPage();

    expect(await screen.findByText('The region is healthy')).toBeVisible();
    expect(
      screen.getByText(
        'Everything that is watched answers, and is within its limits.',
      ),
    ).toBeVisible();
    expect(
      screen.queryByRole('heading', { name: 'What needs attention' }),
    ).not.toBeInTheDocument();
  });

  it('keeps apart what is not read, what is not there, and what is a part', async () => {
    api.getRegions.mockResolvedValue({
      regions: [
        region({
          name: 'bare',
          clusters: [],
          gateway: absent,
          traffic: absent,
        }),
        region({
          name: 'part',
          location: { latitude: 39, longitude: -77 },
          clusters: [
            cluster('a', known(workloads({ core: [1, 2] }))),
            cluster('b', unknown('timed out')),
          ],
          traffic: known({ windowSeconds: 300, requests: 0, errors: 0 }),
        }),
      ],
    });
    renderPage();

    const table = await screen.findByRole('table');
    const [, bare, part] = within(table).getAllByRole('row');
    expect(cells(bare).slice(1)).toEqual(['–', '–', '–', '–', '–', '–']);
    expect(
      within(bare).getByRole('note', {
        name: 'no gateway is configured for this region',
      }),
    ).toBeVisible();
    expect(cells(part).slice(1, 6)).toEqual([
      '1 of 2, and unknown',
      'Unknown',
      'HTTP 200, 18.4 ms',
      'no requests',
      'no requests',
    ]);
    expect(screen.getByText('Not on this map: part')).toBeVisible();
  });

  it('has its other states', async () => {
    api.getRegions.mockReturnValueOnce(new Promise(() => {}));
    const loading = renderPage();
    expect(await screen.findByText('Loading the regions')).toBeInTheDocument();
    loading.unmount();

    api.getRegions.mockResolvedValueOnce({ regions: [] });
    const empty = renderPage();
    const message = await screen.findByRole('group', {
      name: 'No regions are configured',
    });
    expect(message).toHaveTextContent('Name them under regions in');
    expect(within(message).getByRole('link')).toHaveAttribute(
      'href',
      expect.stringMatching(/regions\.md$/),
    );
    empty.unmount();

    api.getRegions.mockRejectedValueOnce(new NotAllowedError());
    const forbidden = renderPage();
    expect(
      await screen.findByRole('group', { name: 'You may not see the regions' }),
    ).toBeVisible();
    forbidden.unmount();

    api.getRegions.mockRejectedValueOnce(new Error('The back end is away'));
    renderPage();
    const alert = await screen.findByRole('alert', {
      name: 'Could not load the regions',
    });
    expect(alert).toHaveTextContent('The back end is away');

    await userEvent.click(within(alert).getByRole('button'));
    expect(await screen.findByText('Healthy: 1 of 2')).toBeVisible();
  });

  it('speaks Ukrainian', async () => {
    renderPage('/regions', languageConfig('uk'));

    expect(
      await screen.findByText('Справних: 1 з 2', undefined, {
        timeout: 15_000,
      }),
    ).toBeVisible();
    expect(screen.getByText('Шлюз не обслуговує: HTTP 503')).toBeVisible();
    expect(screen.getAllByText('Справно').length).toBeGreaterThan(0);
  });
});

describe('the page of one region', () => {
  it('says how it is, by which rules, and what was read when', async () => {
    renderPage('/regions/europe-west4');

    const why = await screen.findByRole('region', { name: 'Why' });
    const [first, second] = within(why).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      'DownThe gateway does not serve: HTTP 503rule gateway-fails',
    );
    expect(second).toHaveTextContent(/^Unknownsince.*rule cluster-silent$/);
    expect(screen.getByRole('group', { name: 'Database' })).toHaveTextContent(
      /Replica, 420 ms behindupdated (now|\d+ (seconds|minutes?) ago)$/,
    );
    expect(
      screen.getByRole('group', { name: 'Requests, last five minutes' }),
    ).toHaveTextContent(/^.*Unknownsince.*did not answer within 10 s/);
    expect(
      screen.getByRole('region', { name: 'Cluster shop-west4' }),
    ).toHaveTextContent('no answer within 3000 ms');
    expect(screen.getByRole('link', { name: 'All regions' })).toHaveAttribute(
      'href',
      '/regions',
    );
    expect(api.getRegion).toHaveBeenCalledWith(
      'europe-west4',
      expect.anything(),
    );
  });

  it('lists the workloads of each cluster', async () => {
    api.getRegion.mockResolvedValue(
      region({
        name: 'west',
        clusters: [
          cluster('a', known(workloads({ core: [1, 2], web: [1, 1] }, 3))),
          cluster('b', known(workloads({}))),
        ],
      }),
    );
    renderPage('/regions/west');

    const table = await screen.findByRole('table', { name: 'Workloads of a' });
    const [, core] = within(table).getAllByRole('row');
    expect(core).toHaveTextContent(
      'coreshop1 of 2registry.shop.example.com/core:1.4.2',
    );
    expect(screen.getByText('Nothing is deployed here.')).toBeVisible();
  });

  it('says that there is no such region, and where the others are', async () => {
    api.getRegion.mockRejectedValue(new NotFoundError('none'));
    renderPage('/regions/atlantis');

    const message = await screen.findByRole('group', {
      name: 'There is no region atlantis',
    });
    expect(within(message).getByRole('link')).toHaveAttribute(
      'href',
      '/regions',
    );
  });
});

describe('the card on an entity', () => {
  const entity = (annotations: Record<string, string>) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { namespace: 'default', name: 'core', annotations },
    spec: { type: 'service' },
  });
  const core = entity({ [workloadAnnotations.id]: 'core' });
  const renderCard = () =>
    renderTestApp({
      extensions: [createTestEntityPage({ entity: core }), whereItRunsCard],
      apis: [[regionsApiRef, api]],
      mountedRoutes: { '/regions': rootRouteRef },
    });
  const answer = {
    selector: 'app=core',
    regions: [
      {
        name: 'europe-west1',
        title: 'Belgium',
        level: 'degraded' as const,
        clusters: [cluster('a', known(workloads({ core: [1, 2] }, 3)))],
      },
      {
        name: 'europe-west4',
        title: 'Netherlands',
        level: 'unknown' as const,
        clusters: [cluster('b', unknown('timed out'))],
      },
      {
        name: 'europe-north1',
        title: 'Finland',
        clusters: [cluster('c', known(workloads({})))],
      },
    ],
  };

  it('says where it runs, of which image, and where nobody knows', async () => {
    api.getEntityRegions.mockResolvedValue(answer);
    renderCard();

    const card = await screen.findByRole('group', { name: 'Where it runs' });
    const [first, second, ...others] = await within(card).findAllByRole(
      'listitem',
    );
    expect(first).toHaveTextContent(
      'BelgiumDegraded1 of 2 pods ready, 3 restarts in the last hourregistry.shop.example.com/core:1.4.2',
    );
    expect(second).toHaveTextContent(/^NetherlandsUnknownsince.*b: timed out$/);
    expect(others).toEqual([]);
    expect(api.getEntityRegions.mock.calls[0][0]).toEqual({
      kind: 'Component',
      namespace: 'default',
      name: 'core',
    });
  });

  it('has its other states', async () => {
    api.getEntityRegions.mockReturnValueOnce(new Promise(() => {}));
    const loading = renderCard();
    expect(
      await screen.findByText('Loading where it runs'),
    ).toBeInTheDocument();
    loading.unmount();

    api.getEntityRegions.mockResolvedValueOnce({
      ...answer,
      regions: answer.regions.slice(2),
    });
    const empty = renderCard();
    const nowhere = await screen.findByRole('group', {
      name: 'It runs in no region',
    });
    expect(nowhere).toHaveTextContent(/app=core would be here\. Deploy it, or/);
    expect(
      within(nowhere).getByRole('link', { name: 'See all regions' }),
    ).toHaveAttribute('href', '/regions');
    empty.unmount();

    api.getEntityRegions.mockRejectedValueOnce(new NotAllowedError());
    const forbidden = renderCard();
    expect(
      await screen.findByRole('group', {
        name: 'You may not see where it runs',
      }),
    ).toBeVisible();
    forbidden.unmount();

    api.getEntityRegions.mockRejectedValueOnce(new Error('away'));
    renderCard();
    expect(
      await screen.findByRole('alert', {
        name: 'Could not load where it runs',
      }),
    ).toHaveTextContent('away');
  });

  it('leaves entities without workloads alone', () => {
    const isFor = createExtensionTester(whereItRunsCard).get(
      EntityCardBlueprint.dataRefs.filterFunction,
    );
    const bySelector = entity({ [workloadAnnotations.labelSelector]: 'a=b' });
    expect(
      [core, bySelector, entity({ other: 'x' })].map(e => isFor?.(e)),
    ).toEqual([true, true, false]);
  });
});

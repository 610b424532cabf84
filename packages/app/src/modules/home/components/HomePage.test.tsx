import { type CatalogApi } from '@backstage/catalog-client';
import { type Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { searchApiRef } from '@backstage/plugin-search-react';
import { techdocsApiRef } from '@backstage/plugin-techdocs-react';
import { type JsonObject } from '@backstage/types';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useNavigate } from 'react-router-dom';
import { TourTracker } from '../../tour/TourTracker';
import { HomePage } from './HomePage';

function entity(kind: string, name: string, more?: Partial<Entity>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
    },
    spec: { type: 'service', lifecycle: 'production', system: 'orders' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team-orders' }],
    ...more,
  };
}

const entities = [
  entity('Component', 'core-service'),
  entity('Component', 'payments', {
    relations: [{ type: 'ownedBy', targetRef: 'group:default/others' }],
  }),
  entity('System', 'orders'),
  entity('API', 'orders-api'),
];

async function refusal(status: number): Promise<ResponseError> {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'Error', message: 'out of order' },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}

const identity = mockApis.identity({
  userEntityRef: 'user:default/olena',
  ownershipEntityRefs: ['user:default/olena', 'group:default/team-orders'],
});
const notifications = { getStatus: jest.fn() };
const search = { query: jest.fn() };
const techdocs = { getEntityMetadata: jest.fn() };

function renderHome(
  options: {
    catalog?: CatalogApi;
    config?: JsonObject;
    element?: JSX.Element;
  } = {},
) {
  const catalog = options.catalog ?? catalogApiMock({ entities });
  return renderInTestApp(options.element ?? <HomePage />, {
    config: options.config,
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [catalogApiRef, catalog],
      [searchApiRef, search],
      [techdocsApiRef, techdocs],
      [notificationsApiRef, notifications],
      identity,
      mockApis.permission(),
      mockApis.storage(),
    ],
  });
}

const tile = (name: string) => within(screen.getByRole('group', { name }));

describe('HomePage', () => {
  beforeEach(() => {
    notifications.getStatus.mockResolvedValue({ unread: 3, read: 1 });
    search.query.mockResolvedValue({ results: [{}] });
    techdocs.getEntityMetadata.mockResolvedValue({});
  });
  afterEach(() => jest.resetAllMocks());

  it('says how each part of the portal is, and up to when that is known', async () => {
    renderHome();

    await waitFor(() => expect(screen.getAllByText('Healthy')).toHaveLength(4));
    const counts = tile('Catalog')
      .getAllByRole('definition')
      .map(({ textContent }) => textContent);
    expect(counts).toEqual(['0', '1', '2', '1', '0']);
    expect(
      tile('Docs').getByText('4 entities have documentation'),
    ).toBeVisible();
    expect(
      tile('Notifications').getByText('3 unread notifications'),
    ).toBeVisible();
    expect(tile('Search').getByText(/^Data up to/)).toBeVisible();
  });

  it('names the catalog files that were not taken in', async () => {
    const broken = entity('Location', 'generated-1', {
      spec: { target: 'shop/catalog-info.yaml' },
    });
    const status = { items: [{ type: 'x', level: 'error', message: 'bad' }] };
    search.query.mockResolvedValue({ results: [] });
    renderHome({
      catalog: catalogApiMock({
        entities: [...entities, Object.assign(broken, { status })],
      }),
    });

    expect(
      await screen.findByText('Not taken in: shop/catalog-info.yaml'),
    ).toBeVisible();
    expect(tile('Catalog').getByText('Degraded')).toBeVisible();
    expect(await tile('Search').findByText('Degraded')).toBeVisible();
    expect(tile('Docs').getByText('Healthy')).toBeVisible();
  });

  it('tells what is down from what it may not ask, and shows the rest', async () => {
    notifications.getStatus.mockRejectedValue(await refusal(500));
    search.query.mockRejectedValue(await refusal(403));
    techdocs.getEntityMetadata.mockReturnValue(new Promise(() => {}));
    renderHome();

    expect(await tile('Notifications').findByText('Down')).toBeVisible();
    expect(
      tile('Notifications').getByText('no answer: out of order (500)'),
    ).toBeVisible();
    expect(await tile('Search').findByText('Unknown')).toBeVisible();
    expect(
      tile('Docs').getByRole('status', { name: 'Checking: Docs' }),
    ).toBeVisible();
    expect(await tile('Catalog').findByText('Healthy')).toBeVisible();
  });

  it('says in the words of the page that nobody answered, and not in those of the browser', async () => {
    notifications.getStatus.mockRejectedValue(new TypeError('Failed to fetch'));
    renderHome();

    expect(await tile('Notifications').findByText('Down')).toBeVisible();
    expect(tile('Notifications').getByText('no answer')).toBeVisible();
  });

  it('keeps what was known when an answer stays out', async () => {
    jest.useFakeTimers();
    renderHome();
    await act(() => jest.advanceTimersByTimeAsync(1_000));
    expect(tile('Notifications').getByText('Healthy')).toBeVisible();

    notifications.getStatus.mockRejectedValue(await refusal(502));
    await act(() => jest.advanceTimersByTimeAsync(31_000));
    expect(tile('Notifications').getByText('Down')).toBeVisible();
    expect(tile('Notifications').getByText(/known last/)).toBeVisible();
    expect(
      tile('Notifications').getByText('3 unread notifications'),
    ).toBeVisible();
    jest.useRealTimers();
  });

  it('lists what I own, and only that', async () => {
    renderHome();

    const link = await screen.findByRole('link', { name: 'core-service' });
    expect(link).toHaveAttribute(
      'href',
      '/catalog/default/component/core-service',
    );
    expect(screen.queryByText('payments')).not.toBeInTheDocument();
  });

  it('says what would be there when I own nothing, and what is wrong when it cannot know', async () => {
    const { unmount } = renderHome({ catalog: catalogApiMock() });
    expect(await screen.findByText('You own no services yet')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See all services' }),
    ).toHaveAttribute('href', expect.stringContaining('/catalog?'));
    expect(tile('Catalog').getByText('Unknown')).toBeVisible();
    unmount();

    const error = await refusal(500);
    renderHome({
      catalog: catalogApiMock.mock({
        getEntityFacets: jest.fn().mockRejectedValue(error),
        queryEntities: jest.fn().mockRejectedValue(error),
      }),
    });
    expect(
      await screen.findByText('Could not load your services'),
    ).toBeVisible();
    expect(tile('Catalog').getByText('Down')).toBeVisible();
  });

  it('links the monitoring tools that are configured, and has no card without', async () => {
    const { unmount } = renderHome();
    await screen.findByText('My services');
    expect(screen.queryByText('Monitoring tools')).not.toBeInTheDocument();
    unmount();

    const config = {
      portal: {
        monitoring: [
          { id: 'jaeger', title: 'Jaeger', url: 'https://jaeger.test/' },
          {
            id: 'x',
            title: 'Own',
            url: 'http://own.test',
            description: 'Ours',
          },
        ],
      },
    };
    renderHome({ config });
    const link = await screen.findByRole('link', {
      name: 'Jaeger (opens in a new tab)',
    });
    expect(link).toHaveAttribute('href', 'https://jaeger.test/');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(screen.getByText(/^Traces, as the tracing/)).toBeVisible();
    expect(screen.getByText('Ours')).toBeVisible();
  });

  it('ticks the tour where somebody goes, and hides and shows it', async () => {
    function Walk() {
      const navigate = useNavigate();
      return (
        <TourTracker>
          <button onClick={() => navigate('/search')}>Go searching</button>
          <HomePage />
        </TourTracker>
      );
    }
    renderHome({ element: <Walk /> });

    const step = (name: string) =>
      within(screen.getByRole('list', { name: 'Steps of the tour' }))
        .getByRole('link', { name })
        .closest('li');
    expect(await screen.findByText(/^0 of 8 done/)).toBeVisible();
    expect(step('Search')).toHaveTextContent('(not done yet)');
    await waitFor(async () =>
      expect(screen.getByRole('link', { name: 'Read an API' })).toHaveAttribute(
        'href',
        '/catalog/default/api/orders-api/definition',
      ),
    );

    await userEvent.click(screen.getByRole('button', { name: 'Go searching' }));
    expect(await screen.findByText(/^1 of 8 done/)).toBeVisible();
    expect(step('Search')).toHaveTextContent('(done)');
    expect(step('Read an API')).toHaveTextContent('(not done yet)');

    await userEvent.click(
      screen.getByRole('button', { name: 'Hide the tour' }),
    );
    expect(
      screen.queryByText('Five minutes around the portal'),
    ).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the tour' }),
    );
    expect(await screen.findByText(/^1 of 8 done/)).toBeVisible();
  });
});

import { NotAllowedError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  dashboard,
  data,
  details,
  mockAnalyticsApi,
  PATH,
  refusal,
  revenuePanel,
  topPanel,
} from '../../__testUtils__/analytics';
import { analyticsApiRef } from '../../api';
import analyticsPlugin from '../../index';

const api = mockAnalyticsApi();
const money = { revenue: 'Decimal(38, 2)', currency: 'String' };
const units = { id: 'UUID', name: 'String', units: 'UInt64' };

function renderPage(search = '', config = {}) {
  return renderTestApp({
    features: [analyticsPlugin],
    apis: [[analyticsApiRef, api]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [`${PATH}${search}`],
    config,
  });
}

const panelOf = (name: string) => screen.findByRole('region', { name });
const text = (element: HTMLElement) =>
  element.textContent?.replace(/[\u00a0\u202f]/g, ' ');
const lastRequest = () => api.getPanelData.mock.lastCall?.[1];

beforeEach(() => {
  jest.resetAllMocks();
  api.getTenants.mockResolvedValue({ tenants: [] });
  api.getSuggestions.mockResolvedValue({ suggestions: [], truncated: false });
  api.getDashboard.mockResolvedValue(details(dashboard([revenuePanel])));
  api.getPanelData.mockResolvedValue(
    data(money, [['12345678901234567.89', 'UAH']]),
  );
});

describe('a panel', () => {
  it('says its number to the last digit, how old it is and what it cost', async () => {
    renderPage();
    const panel = await panelOf('Revenue');
    expect(
      await within(panel).findByText('₴12,345,678,901,234,567.89'),
    ).toBeVisible();
    expect(text(panel)).toMatch(/Data up to .*\d\d:\d\d:\d\d.*, lag 4 s/);
    expect(text(panel)).toContain('1.23M rows read · 48.2 MB · 12 ms');
  });

  it('says who may where one may not, and what to do where too much was asked', async () => {
    const busy = await refusal(429, 'TooManyRequests', 'Four queries run');
    const slow = await refusal(504, 'Timeout', 'Stopped after 10 s');
    api.getDashboard.mockResolvedValue(
      details(
        dashboard(
          ['forbidden', 'busy', 'slow', 'empty'].map(id => ({
            ...topPanel,
            id,
            title: id,
          })),
        ),
      ),
    );
    api.getPanelData.mockImplementation(async ({ panel }) => {
      switch (panel) {
        case 'forbidden':
          throw new NotAllowedError('no');
        case 'busy':
          throw busy;
        case 'slow':
          throw slow;
        default:
          return data(units, []);
      }
    });
    renderPage();

    const said = async (name: string, words: RegExp) =>
      expect(
        await within(await panelOf(name)).findByText(words, {
          selector: 'p',
        }),
      ).toBeVisible();
    await said('forbidden', /You may not see forbidden/);
    await said('busy', /Four queries run/);
    await said('busy', /wait a moment/);
    await said('slow', /Stopped after 10 s/);
    await said('slow', /a shorter time/);
    await said('empty', /Nothing in this time/);
  });

  it('leads from a mark to the rows behind it', async () => {
    api.getDashboard.mockResolvedValue(
      details(
        dashboard([
          {
            ...topPanel,
            drillDown: { rows: 'rows', parameters: { product: 'id' } },
          },
        ]),
      ),
    );
    api.getPanelData.mockResolvedValue(
      data(units, [
        ['p-1', 'Lamp', '7'],
        ['p-2', 'Chair', '3'],
      ]),
    );
    api.getPanelRows.mockResolvedValue(
      data({ order: 'UInt64' }, [['18446744073709551615']]),
    );
    renderPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Chair' }));

    const dialog = await screen.findByRole('dialog', {
      name: 'Rows behind Top products',
    });
    expect(
      await within(dialog).findByText('18,446,744,073,709,551,615'),
    ).toBeVisible();
    expect(api.getPanelRows).toHaveBeenCalledWith(
      expect.objectContaining({ dashboard: 'sales', panel: 'top' }),
      expect.objectContaining({ drillDown: { product: 'p-2' } }),
      expect.anything(),
    );
  });

  it('leads from a mark to another dashboard, in the same time', async () => {
    api.getDashboard.mockResolvedValue(
      details(
        dashboard([
          {
            ...topPanel,
            drillDown: {
              dashboard: 'products',
              parameters: { product: '{id}' },
            },
          },
        ]),
      ),
    );
    api.getPanelData.mockResolvedValue(data(units, [['a&b', 'Lamp', '7']]));
    renderPage('?from=7d');
    await userEvent.click(await screen.findByRole('button', { name: 'Lamp' }));
    await waitFor(() =>
      expect(api.getDashboard).toHaveBeenCalledWith(
        expect.objectContaining({ dashboard: 'products' }),
        expect.anything(),
      ),
    );
    expect(
      await screen.findByRole('button', { name: 'Time range: Last 7 days' }),
    ).toBeVisible();
  });

  it('shows its query, and itself alone', async () => {
    api.getDashboard.mockResolvedValue(
      details(dashboard([revenuePanel, topPanel])),
    );
    renderPage();
    const panel = await panelOf('Revenue');
    const menu = () =>
      within(panel).findByRole('button', { name: 'More for Revenue' });
    await userEvent.click(await menu());
    await userEvent.click(
      screen.getByRole('menuitem', { name: 'Show the query' }),
    );
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getByText('SELECT 1 AS revenue')).toBeVisible();
    await userEvent.click(
      within(dialog).getAllByRole('button', { name: 'Close' })[0],
    );

    await userEvent.click(await menu());
    await userEvent.click(screen.getByRole('menuitem', { name: 'Full width' }));
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'Top products' }),
      ).not.toBeInTheDocument(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'All panels' }));
    expect(await panelOf('Top products')).toBeVisible();
  });
});

describe('the page of a dashboard', () => {
  it('asks for what its link says', async () => {
    api.getDashboard.mockResolvedValue(
      details(
        dashboard([revenuePanel], {
          parameters: [
            { name: 'category', multiple: true },
            { name: 'limit', type: 'number' },
            { name: 'paid', type: 'boolean' },
          ],
        }),
      ),
    );
    renderPage(
      '?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&p.category=toys&p.category=books&p.limit=9007199254740993&p.paid=true&compare=true&p.unknown=1',
    );
    await panelOf('Revenue');
    expect(lastRequest()).toEqual({
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-02T00:00:00.000Z',
      compare: true,
      parameters: {
        category: ['toys', 'books'],
        // More than a number holds.
        limit: '9007199254740993',
        paid: true,
      },
    });
  });

  it('compares with the period before, and ends the question that came before', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    api.getPanelData.mockImplementation(async (_, request, options) => {
      signals.push(options?.signal);
      return request.compare
        ? data(money, [['12.50', 'UAH']], {
            previous: {
              ...data(money, [['10.00', 'UAH']]),
              from: '2026-02-19T00:00:00.000Z',
              to: '2026-03-01T00:00:00.000Z',
            },
          })
        : new Promise(() => {});
    });
    renderPage();
    const panel = await panelOf('Revenue');
    await waitFor(() => expect(signals).toHaveLength(1));
    await userEvent.click(
      screen.getByRole('switch', { name: 'Compare with the period before' }),
    );
    expect(await within(panel).findByText('25% more, better')).toBeVisible();
    expect(within(panel).getByText('before: ₴10.00')).toBeVisible();
    expect(signals.map(signal => signal?.aborted)).toEqual([true, false]);
  });

  it('puts a chosen value into the link, and asks again', async () => {
    api.getDashboard.mockResolvedValue(
      details(
        dashboard([revenuePanel], {
          parameters: [
            {
              name: 'category',
              title: 'Category',
              suggestions: { query: 'top' },
            },
          ],
        }),
      ),
    );
    api.getSuggestions.mockResolvedValue({
      suggestions: [{ value: 'toys', label: 'Toys' }],
      truncated: false,
    });
    renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: /Category/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'Toys' }));
    await waitFor(() =>
      expect(lastRequest()).toMatchObject({ parameters: { category: 'toys' } }),
    );
  });

  it('names the first tenant of several, until another one is chosen', async () => {
    api.getTenants.mockResolvedValue({
      tenants: [
        { name: 'north', title: 'North' },
        { name: 'south', title: 'South' },
      ],
    });
    renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: /North.*Tenant/ }),
    );
    await waitFor(() =>
      expect(lastRequest()).toMatchObject({ tenant: 'north' }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'South' }));
    await waitFor(() =>
      expect(lastRequest()).toMatchObject({ tenant: 'south' }),
    );
  });

  it('is in the language of the reader', async () => {
    renderPage('', languageConfig('uk'));
    expect(
      await screen.findByRole('heading', { name: 'Продажі' }),
    ).toBeVisible();
    const panel = await panelOf('Виторг');
    expect(
      await within(panel).findByText(/12\s345\s678\s901\s234\s567,89\s₴/),
    ).toBeVisible();
    expect(text(panel)).toMatch(/прочитано 1,23\sмлн рядків/);
  });

  it('reads again as often as its file says', async () => {
    api.getDashboard.mockResolvedValue(
      details(dashboard([revenuePanel], { refresh: '5s' })),
    );
    const timers = jest.spyOn(globalThis, 'setTimeout');
    renderPage();
    await within(await panelOf('Revenue')).findByText(/₴12,345/);
    const [again] =
      timers.mock.calls.find(([, delay]) => delay === 5_000) ?? [];
    timers.mockRestore();
    const { length } = api.getPanelData.mock.calls;
    act(() => again?.());
    await waitFor(() =>
      expect(api.getPanelData.mock.calls.length).toBeGreaterThan(length),
    );
    expect(again).toBeDefined();
  });

  it('copies a link to what is shown', async () => {
    // Brings a clipboard along, which jsdom has not.
    const user = userEvent.setup();
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    renderPage('?from=7d&compare=true');
    await user.click(
      await screen.findByRole('button', {
        name: 'Copy a link to what is shown',
      }),
    );
    expect(copied).toHaveBeenCalledWith(window.location.href);
    // It fades in.
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });

  describe('on all of the screen', () => {
    const page = document.documentElement;
    let shown: Element | null = null;
    const change = (element: Element | null) => {
      shown = element;
      act(() => {
        document.dispatchEvent(new Event('fullscreenchange'));
      });
    };
    const exit = jest.fn<Promise<void>, []>();
    const button = (name: string) => screen.findByRole('button', { name });

    beforeEach(() => {
      exit.mockImplementation(async () => change(null));
      Object.defineProperty(document, 'fullscreenElement', {
        configurable: true,
        get: () => shown,
      });
      document.exitFullscreen = exit;
    });

    afterEach(() => {
      shown = null;
      Reflect.deleteProperty(document, 'fullscreenElement');
      Reflect.deleteProperty(document, 'exitFullscreen');
      Reflect.deleteProperty(page, 'requestFullscreen');
    });

    it('takes the screen, and gives it back by its button and by the key of the browser', async () => {
      page.requestFullscreen = jest.fn(async () => change(page));
      renderPage();
      await userEvent.click(await button('Full screen'));
      await waitFor(() => expect(shown).toBe(page));
      await userEvent.click(await button('Leave full screen'));
      await waitFor(() => expect(exit).toHaveBeenCalledTimes(1));

      await userEvent.click(await button('Full screen'));
      await waitFor(() => expect(shown).toBe(page));
      change(null);
      expect(await button('Full screen')).toBeVisible();
      expect(exit).toHaveBeenCalledTimes(1);
    });

    it('lies over the portal where the browser refuses, as for a link that is opened', async () => {
      page.requestFullscreen = jest.fn(async () => {
        throw new TypeError('Permissions check failed');
      });
      renderPage('?full=true');
      await userEvent.click(await button('Leave full screen'));
      expect(page.requestFullscreen).toHaveBeenCalledTimes(1);
      expect(await button('Full screen')).toBeVisible();
      expect(exit).not.toHaveBeenCalled();
    });
  });

  it('says that a dashboard is not there', async () => {
    api.getDashboard.mockRejectedValue(
      await refusal(404, 'NotFoundError', 'No dashboard sales'),
    );
    renderPage();
    expect(await screen.findByText('No dashboard sales')).toBeVisible();
  });
});

import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  type DashboardDrillDown,
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import {
  dashboard,
  data,
  details,
  mockAnalyticsApi,
  PATH,
} from '../../__testUtils__/analytics';
import { analyticsApiRef } from '../../api';
import analyticsPlugin from '../../index';

const api = mockAnalyticsApi();
const common = { id: 'panel', title: 'Panel', query: 'top' };
const first = '2026-03-01T00:00:00.000Z';
const second = '2026-03-02T00:00:00.000Z';
const firstDay = /Mar 1,/;
const secondDay = /Mar 2,/;

function Address() {
  const { pathname, search } = useLocation();
  return <p>{`${pathname}${search}`}</p>;
}
const tracesRouteRef = createRouteRef();
const tracesPlugin = createFrontendPlugin({
  pluginId: 'traces',
  routes: { root: tracesRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/traces',
        routeRef: tracesRouteRef,
        loader: async () => <Address />,
      },
    }),
  ],
});
const catalogPlugin = createFrontendPlugin({
  pluginId: 'catalog',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => <Address />,
      },
    }),
  ],
});

async function renderPanel(
  panel: DashboardPanel,
  answer: PanelData,
  search = '',
) {
  api.getTenants.mockResolvedValue({ tenants: [] });
  api.getDashboard.mockResolvedValue(details(dashboard([panel])));
  api.getPanelData.mockResolvedValue(answer);
  renderTestApp({
    features: [analyticsPlugin, tracesPlugin, catalogPlugin],
    apis: [[analyticsApiRef, api]],
    initialRouteEntries: [`${PATH}${search}`],
  });
  return await screen.findByRole('region', { name: 'Panel' });
}

/** Shows the panel as a table: what its picture says, to the last digit. */
async function showTable(panel: HTMLElement): Promise<HTMLElement> {
  await userEvent.click(
    await within(panel).findByRole('button', { name: 'More for Panel' }),
  );
  await userEvent.click(
    await screen.findByRole('menuitem', { name: 'Show as a table: Panel' }),
  );
  return await within(panel).findByRole('table');
}

/** The cells of the body of a table, as they are read. */
function cellsOf(table: HTMLElement): (string | null)[][] {
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    );
}

beforeEach(() => jest.resetAllMocks());

type Case = {
  panel: DashboardPanel;
  columns: Record<string, string>;
  rows: unknown[][];
  /** What it says at a glance. */
  words: string[];
  /** Its table; nothing for what is a table already. */
  twin?: unknown[][];
  /** The name of a mark, in the picture or in the table. */
  mark: string | RegExp;
  /** What the query has there. */
  behind: unknown[][];
};

const cases: Case[] = [
  {
    panel: {
      ...common,
      type: 'timeSeries',
      time: 'time',
      value: 'orders',
      series: 'method',
    },
    columns: { time: 'DateTime', method: 'String', orders: 'UInt64' },
    rows: [
      [first, 'courier', '3'],
      [first, 'branch', '9007199254740993'],
      [second, 'branch', '5'],
    ],
    words: ['courier', 'branch'],
    twin: [
      [expect.stringMatching(firstDay), '3', '9,007,199,254,740,993'],
      [expect.stringMatching(secondDay), '—', '5'],
    ],
    mark: firstDay,
    behind: [
      [expect.stringMatching(firstDay), 'courier', '3'],
      [expect.stringMatching(firstDay), 'branch', '9,007,199,254,740,993'],
    ],
  },
  {
    panel: {
      ...common,
      type: 'bars',
      category: 'method',
      value: 'orders',
      series: 'region',
    },
    columns: { method: 'String', region: 'String', orders: 'UInt64' },
    rows: [
      ['courier', 'west', '3'],
      ['courier', 'east', '9007199254740993'],
      ['branch', 'west', '5'],
    ],
    words: ['west', 'east'],
    twin: [
      ['courier', '3', '9,007,199,254,740,993'],
      ['branch', '5', '—'],
    ],
    mark: 'courier',
    behind: [
      ['courier', 'west', '3'],
      ['courier', 'east', '9,007,199,254,740,993'],
    ],
  },
  {
    panel: { ...common, type: 'topList', label: 'name', value: 'units' },
    columns: { id: 'String', name: 'String', units: 'UInt64' },
    rows: [
      ['p-1', 'Lamp', '7'],
      ['p-2', 'Chair', '3'],
    ],
    words: ['Lamp', '7', 'Chair'],
    twin: [
      ['1', 'Lamp', '7'],
      ['2', 'Chair', '3'],
    ],
    // In its table, which begins with the rank.
    mark: '1',
    behind: [['p-1', 'Lamp', '7']],
  },
  {
    panel: { ...common, type: 'funnel', step: 'step', count: 'people' },
    columns: { step: 'String', people: 'UInt64', sessions: 'UInt64' },
    rows: [
      ['Visited', '100', '120'],
      ['Bought', '3', '4'],
    ],
    words: ['Visited', '3% go on', 'Bought'],
    twin: [
      ['Visited', '100', '100%', '—'],
      ['Bought', '3', '3%', '3%'],
    ],
    mark: 'Visited',
    behind: [['Visited', '100', '120']],
  },
  {
    panel: {
      ...common,
      type: 'heatmap',
      x: 'hour',
      y: 'weekday',
      value: 'orders',
    },
    columns: { hour: 'UInt8', weekday: 'UInt8', orders: 'UInt64' },
    rows: [
      [9, 1, '5'],
      [9, 2, '8'],
    ],
    words: ['weekday / hour'],
    mark: '2, 9: 8',
    behind: [['9', '2', '8']],
  },
  {
    panel: { ...common, type: 'map', place: 'city', value: 'orders' },
    columns: { city: 'String', orders: 'UInt64', revenue: 'Decimal(18, 2)' },
    rows: [
      ['Київ', '5', '12.50'],
      ['Atlantis', '3', '1.00'],
    ],
    words: ['Not on the map: Atlantis: 3'],
    twin: [
      ['Київ', '5'],
      ['Atlantis', '3'],
    ],
    mark: 'Київ',
    behind: [['Київ', '5', '12.5']],
  },
  {
    panel: { ...common, type: 'table', columns: [{ name: 'name' }] },
    columns: { name: 'String', units: 'UInt64' },
    rows: [
      ['Lamp', '7'],
      ['Chair', '3'],
    ],
    words: ['Lamp', 'Chair'],
    mark: 'Lamp',
    behind: [['Lamp', '7']],
  },
  {
    panel: { ...common, type: 'value', value: 'units' },
    columns: { units: 'UInt64', currency: 'String' },
    rows: [['18446744073709551615', 'UAH']],
    words: ['18,446,744,073,709,551,615'],
    mark: '18,446,744,073,709,551,615',
    behind: [['18,446,744,073,709,551,615', 'UAH']],
  },
];

it.each(cases.map(one => [one.panel.type, one] as const))(
  'draws a panel of the type %s, and leads from its mark to what the query says there',
  async (_, { panel, columns, rows, words, twin, mark, behind }) => {
    const region = await renderPanel(panel, data(columns, rows));
    const figure = await within(region).findByRole('figure');
    for (const word of words) {
      expect(figure).toHaveTextContent(word);
    }
    const table = twin && cellsOf(await showTable(region));
    expect(table).toEqual(twin);
    await userEvent.click(within(region).getByRole('button', { name: mark }));

    const dialog = await screen.findByRole('dialog', {
      name: 'Rows behind Panel',
    });
    expect(dialog).toHaveTextContent('Its file names nothing');
    expect(cellsOf(within(dialog).getByRole('table'))).toEqual(behind);
    expect(api.getPanelRows).not.toHaveBeenCalled();
  },
);

const [timeSeries, bars] = cases;

type Asked = { from?: string; to?: string; drillDown: object };

it.each<[string, Case, DashboardDrillDown, string | RegExp, Asked]>([
  [
    'the rows of its step of time',
    timeSeries,
    { rows: 'rows', parameters: { method: 'method' } },
    secondDay,
    // The table has one mark for both methods, and the window ends in the second step.
    { from: second, to: '2026-03-02T12:00:00.000Z', drillDown: {} },
  ],
  [
    'the rows that the file finds by the time',
    timeSeries,
    { rows: 'rows', parameters: { day: 'time' } },
    secondDay,
    { drillDown: { day: second } },
  ],
  [
    'the rows of its category',
    bars,
    { rows: 'rows', parameters: { method: 'method' } },
    'branch',
    { drillDown: { method: 'branch' } },
  ],
])(
  'leads from a mark to %s',
  async (_, { panel, columns, rows }, drillDown, mark, asked) => {
    api.getPanelRows.mockResolvedValue(data({ order: 'UInt64' }, [['1']]));
    const region = await renderPanel(
      { ...panel, drillDown },
      data(columns, rows, { to: '2026-03-02T12:00:00.000Z' }),
    );
    await showTable(region);
    await userEvent.click(within(region).getByRole('button', { name: mark }));
    await screen.findByRole('dialog', { name: 'Rows behind Panel' });
    expect(api.getPanelRows.mock.lastCall?.[1]).toMatchObject(asked);
    expect(api.getPanelRows.mock.lastCall?.[1].drillDown).toEqual(
      asked.drillDown,
    );
  },
);

it.each<[string, DashboardDrillDown, string]>([
  [
    'the entity that it is about',
    { entity: 'component:default/{region}' },
    '/catalog/default/component/west',
  ],
  [
    'the traces of its time',
    {
      traces: {
        service: 'orders',
        operation: 'POST /{method}',
        attributes: { 'shop.region': '{region}' },
      },
    },
    '/traces?service=orders&operation=POST+%2Fbranch&attribute=shop.region%3Dwest&from=7d',
  ],
])('leads from a mark to %s', async (_, drillDown, address) => {
  const { columns, rows } = bars;
  const region = await renderPanel(
    {
      ...common,
      type: 'topList',
      label: 'method',
      value: 'orders',
      drillDown,
    },
    data(columns, rows),
    '?from=7d',
  );
  await userEvent.click(
    await within(region).findByRole('button', { name: 'branch' }),
  );
  expect(await screen.findByText(address)).toBeVisible();
});

it('shows what the query says where the entity of a mark is not known', async () => {
  const region = await renderPanel(
    { ...bars.panel, drillDown: { entity: '{region}' } },
    data(bars.columns, bars.rows),
  );
  await showTable(region);
  await userEvent.click(
    within(region).getByRole('button', { name: 'courier' }),
  );
  expect(
    await screen.findByRole('dialog', { name: 'Rows behind Panel' }),
  ).toHaveTextContent('9,007,199,254,740,993');
});

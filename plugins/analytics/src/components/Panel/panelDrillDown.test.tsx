import { type DashboardDrillDown } from '@shop-platform/backstage-plugin-analytics-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { data, mockAnalyticsApi } from '../../__testUtils__/analytics';
import {
  common,
  type DrawnPanel,
  ordersByMethod,
  ordersOverTime,
  renderPanel,
  second,
  secondDay,
  showTable,
} from '../../__testUtils__/panels';

const api = mockAnalyticsApi();

beforeEach(() => jest.resetAllMocks());

type Asked = { from?: string; to?: string; drillDown: object };

it.each<[string, DrawnPanel, DashboardDrillDown, string | RegExp, Asked]>([
  [
    'the rows of its step of time',
    ordersOverTime,
    { rows: 'rows', parameters: { method: 'method' } },
    secondDay,
    // The table has one mark for both methods, and the window ends in the second step.
    { from: second, to: '2026-03-02T12:00:00.000Z', drillDown: {} },
  ],
  [
    'the rows that the file finds by the time',
    ordersOverTime,
    { rows: 'rows', parameters: { day: 'time' } },
    secondDay,
    { drillDown: { day: second } },
  ],
  [
    'the rows of its category',
    ordersByMethod,
    { rows: 'rows', parameters: { method: 'method' } },
    'branch',
    { drillDown: { method: 'branch' } },
  ],
])(
  'leads from a mark to %s',
  async (_, { panel, columns, rows }, drillDown, mark, asked) => {
    api.getPanelRows.mockResolvedValue(data({ order: 'UInt64' }, [['1']]));
    const region = await renderPanel(
      api,
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
  const { columns, rows } = ordersByMethod;
  const region = await renderPanel(
    api,
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
    api,
    { ...ordersByMethod.panel, drillDown: { entity: '{region}' } },
    data(ordersByMethod.columns, ordersByMethod.rows),
  );
  await showTable(region);
  await userEvent.click(
    within(region).getByRole('button', { name: 'courier' }),
  );
  expect(
    await screen.findByRole('dialog', { name: 'Rows behind Panel' }),
  ).toHaveTextContent('9,007,199,254,740,993');
});

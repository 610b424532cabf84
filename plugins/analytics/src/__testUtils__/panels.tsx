import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { analyticsApiRef } from '../api';
import analyticsPlugin from '../index';
import { dashboard, details, type mockAnalyticsApi, PATH } from './analytics';

/** What every panel here has. */
export const common = { id: 'panel', title: 'Panel', query: 'top' };
const first = '2026-03-01T00:00:00.000Z';
export const second = '2026-03-02T00:00:00.000Z';
export const firstDay = /Mar 1,/;
export const secondDay = /Mar 2,/;

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

/** A panel, and what its query answers. */
export type DrawnPanel = {
  panel: DashboardPanel;
  columns: Record<string, string>;
  rows: unknown[][];
};

/** Two methods on the first day, and one on the second. */
export const ordersOverTime: DrawnPanel = {
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
};

/** Two regions with couriers, and one without. */
export const ordersByMethod: DrawnPanel = {
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
};

/** Where a panel is drawn; another page shows its address. */
export async function renderPanel(
  api: ReturnType<typeof mockAnalyticsApi>,
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
export async function showTable(panel: HTMLElement): Promise<HTMLElement> {
  await userEvent.click(
    await within(panel).findByRole('button', { name: 'More for Panel' }),
  );
  await userEvent.click(
    await screen.findByRole('menuitem', { name: 'Show as a table: Panel' }),
  );
  return await within(panel).findByRole('table');
}

/** The cells of the body of a table, as they are read. */
export function cellsOf(table: HTMLElement): (string | null)[][] {
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    );
}

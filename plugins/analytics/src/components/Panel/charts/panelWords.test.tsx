import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen, within } from '@testing-library/react';
import {
  dashboard,
  data,
  details,
  mockAnalyticsApi,
  PATH,
} from '../../../__testUtils__/analytics';
import { analyticsApiRef } from '../../../api';
import analyticsPlugin from '../../../index';

const api = mockAnalyticsApi();

const weekday = { '1': { en: 'Mon', uk: 'пн' }, '7': { en: 'Sun', uk: 'нд' } };
const common = { id: 'panel', title: 'Panel', query: 'top' };

async function renderPanel(panel: DashboardPanel, answer: PanelData) {
  api.getTenants.mockResolvedValue({ tenants: [] });
  api.getDashboard.mockResolvedValue(details(dashboard([panel])));
  api.getPanelData.mockResolvedValue(answer);
  renderTestApp({
    features: [analyticsPlugin],
    apis: [[analyticsApiRef, api]],
    initialRouteEntries: [PATH],
    config: languageConfig('uk'),
  });
  return await screen.findByRole('region', { name: 'Panel' });
}

beforeEach(() => jest.resetAllMocks());

it('writes the axes and the rows of a heat map in the language of the reader', async () => {
  const panel = await renderPanel(
    {
      ...common,
      type: 'heatmap',
      x: 'hour',
      y: 'weekday',
      value: 'orders',
      labels: {
        columns: {
          hour: { en: 'Hour', uk: 'Година' },
          weekday: { en: 'Day', uk: 'День' },
        },
        values: { weekday },
      },
    },
    data({ hour: 'UInt8', weekday: 'UInt8', orders: 'UInt64' }, [
      [9, 1, '5'],
      [9, 7, '8'],
      [9, 3, '2'],
    ]),
  );
  const rows = await within(panel).findAllByRole('rowheader');
  // What has no label is called what the query calls it.
  expect(rows.map(({ textContent }) => textContent)).toEqual(['пн', 'нд', '3']);
  expect(panel).toHaveTextContent('День');
  expect(panel).toHaveTextContent('Година');
  expect(panel).not.toHaveTextContent('weekday');
});

it('writes the cells of a table in the language of the reader', async () => {
  const panel = await renderPanel(
    {
      ...common,
      type: 'table',
      columns: [{ name: 'period' }, { name: 'orders' }],
      labels: {
        columns: { period: { en: 'Period', uk: 'Період' } },
        values: { period: { Today: { en: 'Today', uk: 'Сьогодні' } } },
      },
    },
    data({ period: 'String', orders: 'UInt64' }, [
      ['Today', '5'],
      ['Yesterday', '8'],
    ]),
  );
  expect(await within(panel).findByText('Сьогодні')).toBeVisible();
  expect(within(panel).getByText('Yesterday')).toBeVisible();
  expect(
    within(panel).getByRole('columnheader', { name: /Період/ }),
  ).toBeVisible();
});

it('writes the steps of a funnel in the language of the reader', async () => {
  const panel = await renderPanel(
    {
      ...common,
      type: 'funnel',
      step: 'step',
      count: 'people',
      labels: {
        values: { step: { Visited: { en: 'Visited', uk: 'Завітали' } } },
      },
    },
    data({ step: 'String', people: 'UInt64' }, [
      ['Visited', '100'],
      ['Kept it', '3'],
    ]),
  );
  expect(await within(panel).findByText('Завітали')).toBeVisible();
  expect(within(panel).getByText('Kept it')).toBeVisible();
  expect(within(panel).queryByText('Visited')).not.toBeInTheDocument();
});

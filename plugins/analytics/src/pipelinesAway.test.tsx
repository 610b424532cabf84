import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { type AnalyticsAnswer } from '@shop-platform/backstage-plugin-analytics-common';
import {
  gatewayRefusal,
  languageConfig,
} from '@shop-platform/ui-kit/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockAnalyticsApi } from './__testUtils__/analytics';
import { analyticsApiRef } from './api';
import analyticsPlugin from './index';

const api = mockAnalyticsApi();
const orders = { table: 'orders', rows: '1240', durationMs: '400' };
const without: AnalyticsAnswer<'getPipelines'>['unavailable'] = [
  {
    part: 'tables',
    reason: 'ClickHouse does not answer',
    since: '2026-03-10T12:34:56.000Z',
  },
];

function renderPipelines(language = 'en') {
  return renderTestApp({
    features: [analyticsPlugin],
    apis: [[analyticsApiRef, api], mockApis.permission()],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/analytics/pipelines'],
    config: languageConfig(language),
  });
}

beforeEach(() => {
  api.getPipelines.mockResolvedValue({
    pipelines: [
      { name: 'etl', runs: { tables: ['orders'] }, tables: [orders] },
      { name: 'other', tables: [] },
    ],
    unavailable: without,
  });
  api.getPipelineRuns.mockResolvedValue({
    runs: [
      {
        id: 'run-1',
        status: 'failed',
        trigger: 'schedule',
        askedAt: '2026-03-10T12:36:00.000Z',
        startedAt: '2026-03-10T12:36:00.000Z',
        finishedAt: '2026-03-10T12:36:01.000Z',
        failure: 'orders: ClickHouse is away',
        tables: [],
      },
    ],
    unavailable: [],
  });
  api.backfillPipeline.mockRejectedValue(new Error('Not now'));
});

it('shows what is known while the reports cannot be read, and how the runs go', async () => {
  renderPipelines();
  const why = await screen.findByText(/ClickHouse does not answer/);
  expect(why).toHaveTextContent(/\d\d:34:56/);
  expect(screen.getByText(/how far the tables are filled$/)).toBeVisible();

  const etl = screen.getByRole('region', { name: /^etl/ });
  const tables = within(etl).getByRole('region', { name: 'Tables of etl' });
  const [status, lag, , rows] = within(tables).getAllByRole('cell');
  expect([status, lag, rows].map(({ textContent }) => textContent)).toEqual([
    'Unknown',
    '—',
    '1.24K3.1K/s',
  ]);
  expect(
    await within(etl).findByText('orders: ClickHouse is away'),
  ).toBeVisible();
  const other = screen.getByRole('region', { name: /^other/ });
  expect(other).toHaveTextContent(/Nobody knows yet how far its tables/);
  expect(within(other).queryByRole('table')).not.toBeInTheDocument();

  api.getPipelines.mockResolvedValue({
    pipelines: [
      {
        name: 'etl',
        runs: { tables: ['orders'] },
        tables: [{ ...orders, lagSeconds: 4 }],
      },
    ],
    unavailable: [],
  });
  await userEvent.click(screen.getByRole('button', { name: 'Refresh now' }));
  expect(await within(tables).findByText('Healthy')).toBeVisible();
  expect(why).not.toBeInTheDocument();
});

it('fills days of all tables again where nobody knows which there are', async () => {
  api.getPipelines.mockResolvedValue({
    pipelines: [{ name: 'etl', runs: { tables: [] }, tables: [] }],
    unavailable: without,
  });
  renderPipelines();
  await userEvent.click(
    await screen.findByRole('button', { name: 'Back-fill…' }),
  );
  const dialog = await screen.findByRole('dialog', { name: 'Back-fill etl' });
  expect(dialog).toHaveTextContent('Copies all its tables again');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Start back-fill' }),
  );
  expect(api.backfillPipeline).toHaveBeenCalledWith(
    { pipeline: 'etl' },
    { from: expect.any(String), to: expect.any(String) },
  );
});

it('says it in Ukrainian', async () => {
  renderPipelines('uk');
  expect(
    await screen.findByText('Не вдалося оновити: наскільки заповнені таблиці'),
  ).toBeVisible();
  expect(
    screen.getByText('Наскільки заповнені його таблиці, поки невідомо.'),
  ).toBeVisible();
});

it('says in Ukrainian, too, that nobody answered to a back-fill', async () => {
  api.backfillPipeline.mockRejectedValue(await gatewayRefusal(503));
  renderPipelines('uk');
  const [open] = await screen.findAllByRole('button', {
    name: 'Перезаповнити…',
  });
  await userEvent.click(open);
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(
    dialog.getByRole('button', { name: 'Почати перезаповнення' }),
  );
  expect(await dialog.findByRole('alert')).toHaveTextContent(
    /Серверна частина порталу не відповідає\. Можливо, вона саме/,
  );
});

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  type AnalyticsAnswer,
  type PipelineRun,
} from '@shop-platform/backstage-plugin-analytics-common';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockAnalyticsApi, refusal } from './__testUtils__/analytics';
import { analyticsApiRef } from './api';
import analyticsPlugin from './index';

const api = mockAnalyticsApi();

function renderPipelines(language = 'en') {
  return renderTestApp({
    features: [analyticsPlugin],
    apis: [[analyticsApiRef, api], mockApis.permission()],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/analytics/pipelines'],
    config: languageConfig(language),
  });
}

const history = () => screen.findByRole('region', { name: 'Recent runs' });

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

function answerRuns(
  runs: PipelineRun[],
  unavailable: AnalyticsAnswer<'getPipelineRuns'>['unavailable'] = [],
) {
  api.getPipelineRuns.mockResolvedValue({ runs, unavailable });
}

const withoutOlder: Parameters<typeof answerRuns>[1] = [
  {
    part: 'older-runs',
    reason: 'ClickHouse does not answer',
    since: '2026-03-10T12:34:56.000Z',
  },
];

const failed: PipelineRun = {
  id: 'failed',
  status: 'failed',
  trigger: 'schedule',
  askedAt: '2026-03-10T12:00:00.000Z',
  startedAt: '2026-03-10T12:00:01.000Z',
  finishedAt: '2026-03-10T12:00:01.000Z',
  failure: 'events: No column page',
  tables: [
    { table: 'orders', rows: 12, durationMs: 10 },
    { table: 'events', rows: 0, durationMs: 1, error: 'No column page' },
  ],
};
const manual: PipelineRun = {
  id: 'manual',
  status: 'succeeded',
  trigger: 'manual',
  askedAt: '2026-03-10T12:30:00.000Z',
  startedAt: '2026-03-10T12:30:05.000Z',
  finishedAt: '2026-03-10T12:30:09.000Z',
  tables: [
    { table: 'orders', rows: 9_000, durationMs: 1_000 },
    { table: 'events', rows: 1_000, durationMs: 3_000 },
  ],
};
const backfill: PipelineRun = {
  id: 'backfill',
  status: 'skipped',
  trigger: 'backfill',
  askedAt: '2026-03-10T13:00:00.000Z',
  startedAt: '2026-03-10T13:00:00.000Z',
  finishedAt: '2026-03-10T13:00:02.000Z',
  period: {
    from: '2026-03-01T12:00:00.000Z',
    to: '2026-03-05T12:00:00.000Z',
  },
  tables: [{ table: 'orders', rows: 0, durationMs: 0 }],
};
const waiting: PipelineRun = {
  id: 'waiting',
  status: 'waiting',
  trigger: 'schedule',
  askedAt: '2026-03-10T14:00:00.000Z',
  tables: [{ table: 'orders', rows: 0, durationMs: 0 }],
};

beforeEach(() => {
  api.getPipelines.mockResolvedValue({
    pipelines: [
      {
        name: 'etl',
        runs: { tables: ['orders', 'events'] },
        tables: [
          { table: 'orders', lagSeconds: 4, rows: '1240', durationMs: '400' },
          { table: 'events', lagSeconds: 4, rows: '0', durationMs: '400' },
          { table: 'costs', lagSeconds: 4, rows: '7', durationMs: '0' },
          { table: 'cohorts' },
        ],
      },
    ],
    unavailable: [],
  });
  answerRuns([waiting, backfill, manual, failed]);
  api.startPipeline.mockResolvedValue({ ...waiting, trigger: 'manual' });
  api.getPipelineRun.mockResolvedValue(waiting);
});

it('says how many rows a second each table got, where that can be told', async () => {
  renderPipelines();
  const tables = await screen.findByRole('region', { name: 'Tables of etl' });
  const heads = within(tables)
    .getAllByRole('columnheader')
    .map(({ textContent }) => textContent);
  // The first column is no cell but the head of its row.
  const rows = heads.indexOf('Rows, last run') - 1;
  expect(cellsOf(tables).map(cells => cells[rows])).toEqual([
    '1.24K3.1K/s',
    '0',
    '7',
    '—',
  ]);
});

it('tells of each run what started it, how it went, how much and how fast', async () => {
  renderPipelines();
  const runs = await screen.findByRole('region', { name: 'Runs of etl' });
  expect(cellsOf(runs)).toEqual([
    ['Schedule', 'Waits for the run before it', '0', '—', '—'],
    [
      expect.stringMatching(/^Back-fillMar 1, 2026.*Mar 5, 2026/),
      'Skipped: another process is at it',
      '0',
      '—',
      expect.stringMatching(/^2\ss$/),
    ],
    ['Run now', 'Done', '10K', '2.5K/s', expect.stringMatching(/^4\ss$/)],
    [
      'Schedule',
      'Failedevents: No column page',
      '12',
      '—',
      expect.stringMatching(/^0\sms$/),
    ],
  ]);
  const section = await history();
  expect(section).toHaveTextContent(/The latest 4 runs/);

  // Those that came to an end, the oldest first.
  await userEvent.click(
    within(section).getByRole('button', { name: /^Show as a table/ }),
  );
  const [twin] = within(section).getAllByRole('table');
  expect(cellsOf(twin).map(([, rows]) => rows)).toEqual(['12', '10,000']);
});

it('opens a run to say what it did, table by table', async () => {
  renderPipelines();
  const runs = await screen.findByRole('region', { name: 'Runs of etl' });
  const toggles = within(runs).getAllByRole('button', {
    name: 'Tables of this run',
  });
  expect(toggles).toHaveLength(4);
  const opened = () =>
    within(runs)
      .queryAllByRole('list', { name: 'Tables of this run' })
      .map(list =>
        within(list)
          .getAllByRole('listitem')
          .map(({ textContent }) => textContent?.replace(/\s/g, ' ')),
      );
  await userEvent.click(toggles[2]);
  await userEvent.click(toggles[3]);
  expect(opened()).toEqual([
    ['orders9K rows copied1 s', 'events1K rows copied3 s'],
    [
      'orders12 rows copied10 ms',
      expect.stringMatching(/^events0 rows copied1 ms.*FailedNo column page$/),
    ],
  ]);
  expect(toggles.map(toggle => toggle.getAttribute('aria-expanded'))).toEqual([
    'false',
    'false',
    'true',
    'true',
  ]);
  await userEvent.click(toggles[2]);
  expect(opened()).toHaveLength(1);
});

it('has the rows of an older run, whose tables nobody knows any more', async () => {
  const { tables: _tables, ...known } = manual;
  answerRuns([{ ...known, rows: 20_000, tables: [] }]);
  renderPipelines();
  const runs = await screen.findByRole('region', { name: 'Runs of etl' });
  expect(cellsOf(runs)).toEqual([
    ['Run now', 'Done', '20K', '5K/s', expect.stringMatching(/^4\ss$/)],
  ]);
  expect(
    within(runs).queryByRole('button', { name: 'Tables of this run' }),
  ).not.toBeInTheDocument();
});

it('shows the newest first, and all of them when asked', async () => {
  answerRuns(
    Array.from({ length: 20 }, (_, index) => ({
      ...failed,
      id: `run-${index}`,
      failure: `Failure ${index}`,
    })),
  );
  renderPipelines();
  const runs = await screen.findByRole('region', { name: 'Runs of etl' });
  expect(cellsOf(runs).map(([, outcome]) => outcome)).toEqual(
    [0, 1, 2, 3, 4].map(index => expect.stringContaining(`Failure ${index};`)),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Show all 20' }));
  expect(cellsOf(runs)).toHaveLength(20);
  await userEvent.click(
    screen.getByRole('button', { name: 'Show the latest 5 only' }),
  );
  expect(cellsOf(runs)).toHaveLength(5);
});

it('offers to start a pipeline that has not run yet, and shows the run', async () => {
  answerRuns([]);
  renderPipelines();
  const section = await history();
  expect(await within(section).findByText('No run yet')).toBeVisible();
  answerRuns([waiting]);
  await userEvent.click(
    await within(section).findByRole('button', { name: 'Run now' }),
  );
  expect(api.startPipeline).toHaveBeenCalledWith({ pipeline: 'etl' }, {});
  expect(await screen.findByRole('region', { name: 'Run' })).toBeVisible();
  const runs = await within(section).findByRole('region', {
    name: 'Runs of etl',
  });
  expect(cellsOf(runs)).toHaveLength(1);
});

it('keeps what it read when the service falls silent, and says since when', async () => {
  renderPipelines();
  const section = await history();
  await within(section).findByText('events: No column page');
  api.getPipelineRuns.mockRejectedValue(
    await refusal(503, 'ServiceUnavailableError', 'Nobody answered'),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Run now' }));
  const notice = await within(section).findByText(/Nobody answered/);
  expect(notice).toHaveTextContent(/\d\d:\d\d/);
  expect(within(section).getByText('events: No column page')).toBeVisible();
});

it('says what kept it from reading the runs, beside the tables', async () => {
  api.getPipelineRuns.mockRejectedValue(
    await refusal(502, 'PipelineServiceError', 'It does not know the portal'),
  );
  renderPipelines();
  const section = await history();
  const alert = await within(section).findByRole('alert');
  expect(alert).toHaveTextContent('the runs of etl');
  expect(alert).toHaveTextContent('It does not know the portal');
  expect(screen.getByText('3.1K/s')).toBeVisible();
  answerRuns([manual]);
  await userEvent.click(
    within(alert).getByRole('button', { name: 'Try again' }),
  );
  expect(await within(section).findByText('2.5K/s')).toBeVisible();
});

it('shows the latest runs when nobody knows the older ones, and says so', async () => {
  answerRuns([manual], withoutOlder);
  renderPipelines();
  const section = await history();
  expect(
    await within(section).findByText(/the older runs of etl/),
  ).toBeVisible();
  const why = within(section).getByText(/ClickHouse does not answer/);
  expect(why).toHaveTextContent(/\d\d:34:56/);
  expect(within(section).getByText('2.5K/s')).toBeVisible();

  answerRuns([manual, failed]);
  await userEvent.click(
    within(section).getByRole('button', { name: 'Refresh now' }),
  );
  expect(
    await within(section).findByText('events: No column page'),
  ).toBeVisible();
  expect(why).not.toBeInTheDocument();
});

it('does not say that there was no run when it does not know', async () => {
  answerRuns([], withoutOlder);
  renderPipelines();
  const section = await history();
  await within(section).findByText(/ClickHouse does not answer/);
  expect(within(section).queryByText('No run yet')).not.toBeInTheDocument();
  expect(within(section).queryByRole('table')).not.toBeInTheDocument();
});

it('speaks Ukrainian', async () => {
  renderPipelines('uk');
  const section = await screen.findByRole('region', {
    name: 'Останні запуски',
  });
  await waitFor(() =>
    expect(section).toHaveTextContent(/4 останні запуски: що розповів/),
  );
  expect(within(section).getByText('2,5 тис./с')).toBeVisible();
});

it('says in Ukrainian what is missing', async () => {
  answerRuns([manual], withoutOlder);
  renderPipelines('uk');
  expect(await screen.findByText(/давніші запуски конвеєра etl/)).toBeVisible();
});

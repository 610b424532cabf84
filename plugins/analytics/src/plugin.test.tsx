import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  DASHBOARDS_ANNOTATION,
  type PipelineRun,
} from '@shop-platform/backstage-plugin-analytics-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  dashboard,
  data,
  details,
  ENTITY,
  mockAnalyticsApi,
  PATH,
  refusal,
  revenuePanel,
  topPanel,
} from './__testUtils__/analytics';
import { analyticsApiRef } from './api';
import { dashboardsCard, keyFiguresCard } from './extensions/entityCards';
import { dashboardsEntityContent } from './extensions/entityContents';
import analyticsPlugin from './index';
import { rootRouteRef } from './routes';

const api = mockAnalyticsApi();

function renderPage(path: string) {
  return renderTestApp({
    features: [analyticsPlugin],
    apis: [[analyticsApiRef, api], mockApis.permission()],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
}

const sales = {
  entityRef: ENTITY,
  name: 'sales',
  title: { en: 'Sales', uk: 'Продажі' },
  tags: ['business'],
  panels: 12,
  problems: [],
};
const broken = {
  ...sales,
  name: 'broken',
  title: 'Broken',
  tags: [],
  panels: 0,
  problems: [{ path: 'spec.panels[2].query', line: 41, message: 'is missing' }],
};

beforeEach(() => {
  jest.resetAllMocks();
  api.getTenants.mockResolvedValue({ tenants: [] });
  api.getDashboards.mockResolvedValue({
    dashboards: [sales, broken],
    unavailable: [],
  });
  api.getDashboard.mockResolvedValue(
    details(dashboard([topPanel, revenuePanel])),
  );
  api.getPanelData.mockResolvedValue(
    data({ revenue: 'Decimal(38, 2)', currency: 'String' }, [['12.50', 'UAH']]),
  );
});

describe('the list of dashboards', () => {
  it('has them by entity, links to what can be read, and says what is wrong', async () => {
    renderPage('/analytics');
    expect(await screen.findByRole('link', { name: 'Sales' })).toHaveAttribute(
      'href',
      PATH,
    );
    expect(
      screen.queryByRole('link', { name: 'Broken' }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText('spec.panels[2].query').closest('li'),
    ).toHaveTextContent('Line 41: spec.panels[2].query is missing');
    expect(screen.getByRole('link', { name: 'core-service' })).toHaveAttribute(
      'href',
      '/catalog/default/component/core-service',
    );

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Find a dashboard' }),
      'продажі',
    );
    expect(await screen.findByText('No dashboard matches')).toBeVisible();
  });

  it('tells how to write the first one, and names who did not answer', async () => {
    api.getDashboards.mockResolvedValueOnce({
      dashboards: [],
      unavailable: [],
    });
    renderPage('/analytics');
    expect(await screen.findByText('No dashboards yet')).toBeVisible();
    expect(screen.getByText(/kind: Dashboard/)).toHaveTextContent(
      'type: timeSeries',
    );
  });

  it('names the entities whose files could not be read', async () => {
    api.getDashboards.mockResolvedValue({
      dashboards: [sales],
      unavailable: [
        {
          entityRef: 'component:default/lost',
          reason: 'HTTP 502',
          since: '2026-03-10T12:00:00Z',
        },
      ],
    });
    renderPage('/analytics');
    expect(
      await screen.findByText(/the files of component:default\/lost/),
    ).toBeVisible();
    expect(screen.getByText(/HTTP 502/)).toBeVisible();
  });
});

describe('the page of pipelines', () => {
  it('tells late, failed and silent apart', async () => {
    api.getPipelines.mockResolvedValue({
      pipelines: [
        {
          name: 'etl',
          tables: [
            { table: 'orders', lagSeconds: 4, lagLimitSeconds: 600 },
            {
              table: 'items',
              lagSeconds: 1_200,
              lagLimitSeconds: 600,
              rows: '18446744073709551615',
            },
            { table: 'events', lagSeconds: 5_000, error: 'No column page' },
            { table: 'cohorts' },
          ],
        },
      ],
      unavailable: [],
    });
    renderPage('/analytics/pipelines');
    const rows = await screen.findAllByRole('row');
    expect(
      rows.slice(1).map(row => within(row).getAllByRole('cell')[0].textContent),
    ).toEqual([
      'Healthy',
      expect.stringMatching(/^Degraded.*later than its limit of 10\smin$/),
      expect.stringMatching(/^Down.*No column page$/),
      'Unknown',
    ]);
    expect(within(rows[4]).getAllByRole('cell')[1]).toHaveTextContent('—');
  });
});

describe('the runs of a pipeline', () => {
  const run: PipelineRun = {
    id: 'run-1',
    status: 'running',
    trigger: 'backfill',
    askedAt: '2026-03-10T12:00:00.000Z',
    period: {
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-02T00:00:00.000Z',
    },
    progress: { done: 1, total: 4 },
    tables: [
      { table: 'orders', rows: 1_240, durationMs: 380 },
      { table: 'events', rows: 0, durationMs: 1, error: 'No column page' },
    ],
  };
  const page = '/analytics/pipelines';

  beforeEach(() => {
    api.getPipelines.mockResolvedValue({
      pipelines: [
        { name: 'etl', runs: { tables: ['orders', 'events'] }, tables: [] },
        { name: 'other', tables: [{ table: 'costs' }] },
      ],
      unavailable: [],
    });
    api.getPipelineRuns.mockResolvedValue({
      runs: [{ ...run, id: 'before', trigger: 'schedule', status: 'skipped' }],
      unavailable: [],
    });
    api.getPipelineRun.mockResolvedValue(run);
    api.startPipeline.mockResolvedValue({ ...run, trigger: 'manual' });
    api.backfillPipeline.mockResolvedValue(run);
  });

  const shownRun = () => screen.findByRole('region', { name: 'Back-fill' });

  it('starts one, shows how far it is until it is over, and then reads the tables again', async () => {
    renderPage(page);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Run now' }),
    );
    expect(api.startPipeline).toHaveBeenCalledWith({ pipeline: 'etl' }, {});
    const shown = await shownRun();
    expect(shown).toHaveTextContent(/Runs, 1.24K rows copied.*1 of 4 parts/);
    expect(within(shown).getByText('No column page')).toBeVisible();
    expect(within(shown).getByRole('progressbar')).toHaveAttribute('max', '4');
    expect(
      screen.getByText(/cannot be started from here.*under/),
    ).toHaveTextContent('analytics.pipelines');

    api.getPipelines.mockClear();
    api.getPipelineRun.mockResolvedValue({ ...run, status: 'succeeded' });
    expect(
      await within(shown).findByText(/Done, 1.24K/, {}, { timeout: 20_000 }),
    ).toBeVisible();
    await waitFor(() => expect(api.getPipelines).toHaveBeenCalled());
    await userEvent.click(within(shown).getByRole('button', { name: 'Hide' }));
    await waitFor(() => expect(shown).not.toBeInTheDocument());
  });

  it('shows the run of a link, and one that was started elsewhere', async () => {
    const { unmount } = renderPage(`${page}?pipeline=etl&run=run-7`);
    await shownRun();
    expect(api.getPipelineRun).toHaveBeenCalledWith(
      { pipeline: 'etl', run: 'run-7' },
      expect.anything(),
    );
    unmount();

    api.getPipelineRuns.mockResolvedValue({
      runs: [{ ...run, id: 'theirs' }, run],
      unavailable: [],
    });
    renderPage(page);
    await shownRun();
    expect(api.getPipelineRun).toHaveBeenLastCalledWith(
      { pipeline: 'etl', run: 'theirs' },
      expect.anything(),
    );
  });

  it('fills whole days again, and says before what that does and what is wrong', async () => {
    api.backfillPipeline.mockRejectedValueOnce(
      await refusal(503, 'ServiceUnavailableError', 'Nobody answered'),
    );
    renderPage(page);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Back-fill…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Back-fill etl' }),
    );
    const day = (name: string, value: string) =>
      fireEvent.change(dialog.getByLabelText(name), { target: { value } });
    const start = dialog.getByRole('button', { name: 'Start back-fill' });

    day('First day', '2026-03-02');
    day('Last day', '2026-03-01');
    expect(dialog.getByRole('alert')).toHaveTextContent(/has to follow/);
    day('Last day', '2200-01-01');
    expect(dialog.getByRole('alert')).toHaveTextContent(/in the future/);
    day('Last day', '');
    expect(dialog.getByRole('alert')).toHaveTextContent('Enter both days.');
    expect(start).toBeDisabled();
    day('Last day', '2026-03-03');
    await userEvent.click(dialog.getByRole('checkbox', { name: 'events' }));
    expect(dialog.getByText(/^Copies orders again/)).toHaveTextContent(
      /Mar 2, 2026.*Mar 4, 2026.*replaced, not doubled/,
    );

    await userEvent.click(start);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Nobody answered',
    );
    await userEvent.click(start);
    await shownRun();
    expect(api.backfillPipeline).toHaveBeenLastCalledWith(
      { pipeline: 'etl' },
      {
        from: new Date(2026, 2, 2).toISOString(),
        to: new Date(2026, 2, 4).toISOString(),
        tables: ['orders'],
      },
    );
  });
});

describe('the explorer', () => {
  beforeEach(() => {
    api.getExplorer.mockResolvedValue({
      enabled: true,
      guard: 'parser',
      rowPolicies: 'not-bound',
      reason: 'In the language of the back end.',
      limits: { rowsToRead: 1_000_000 },
    });
    api.getExplorerSchema.mockResolvedValue({
      functions: ['sum'],
      tables: [
        {
          name: 'orders_analytics',
          columns: [{ name: 'order_number', type: 'String' }],
        },
      ],
    });
  });

  const editor = () => screen.findByRole('textbox', { name: 'SQL' });

  it('completes words by keyboard, runs, and remembers', async () => {
    api.runQuery.mockResolvedValue(
      data({ total: 'Decimal(38, 2)' }, [['12345678901234567.89']]),
    );
    renderPage('/analytics/explorer?sql=SELECT%201');
    const field = await editor();
    await screen.findByText('orders_analytics');
    const note = screen.getByText(/^Queries are parsed by/);
    expect(note).not.toHaveTextContent(/language of the back end/);
    expect(note).toHaveTextContent(/may see more than its rows/);
    await userEvent.clear(field);
    await userEvent.type(field, 'SELECT 1 FROM order');
    const options = screen.getAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'orders_analytics table',
      'order_number String',
      'ORDER BY keyword',
    ]);
    await userEvent.keyboard('{ArrowDown}{ArrowUp}{Enter}');
    expect(field).toHaveValue('SELECT 1 FROM orders_analytics');

    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText('12,345,678,901,234,567.89')).toBeVisible();
    expect(api.runQuery).toHaveBeenCalledWith(
      expect.objectContaining({ sql: 'SELECT 1 FROM orders_analytics' }),
      expect.anything(),
    );
    expect(
      screen.getByRole('button', { name: 'SELECT 1 FROM orders_analytics' }),
    ).toBeVisible();
  });

  it('says that row policies guard it where they do', async () => {
    api.getExplorer.mockResolvedValue({
      enabled: true,
      guard: 'row-policies',
      rowPolicies: 'used',
      limits: {},
    });
    renderPage('/analytics/explorer');
    await editor();
    const note = screen.getByText(/^Queries run as a ClickHouse user/);
    expect(note).not.toHaveTextContent(/do not guard/);
  });

  it('says before it runs what a query would read', async () => {
    api.estimateQuery.mockResolvedValue({
      rows: 5_000_000,
      limit: 1_000_000,
      tables: [{ table: 'events', rows: 5_000_000, marks: 1, parts: 1 }],
    });
    renderPage('/analytics/explorer');
    await editor();
    await userEvent.click(screen.getByRole('button', { name: 'Estimate' }));
    expect(await screen.findByText('It would read 5M rows')).toBeVisible();
    expect(screen.getByText(/more than the 1M/)).toBeVisible();
  });

  it('ends a query that is cancelled', async () => {
    let signal: AbortSignal | undefined;
    api.runQuery.mockImplementation(async (_, options) => {
      signal = options?.signal;
      return new Promise(() => {});
    });
    renderPage('/analytics/explorer');
    await editor();
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel' }),
    );
    expect(signal?.aborted).toBe(true);
    expect(screen.getByText('The query was cancelled.')).toBeVisible();
  });

  it('says why it is off', async () => {
    api.getExplorer.mockResolvedValue({
      enabled: false,
      guard: 'none',
      rowPolicies: 'unavailable',
      limits: {},
      reason: 'The server has no users',
    });
    renderPage('/analytics/explorer');
    expect(await screen.findByText('The server has no users')).toBeVisible();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });
});

describe('the editor', () => {
  it('draws what is written, and says what is wrong with it', async () => {
    api.validateDashboard.mockImplementation(async ({ yaml }) =>
      yaml.includes('broken')
        ? {
            problems: [
              { path: 'spec.panels', line: 3, message: 'has to be a list' },
            ],
          }
        : { problems: [], dashboard: dashboard([revenuePanel]) },
    );
    api.previewPanel.mockResolvedValue(
      data({ revenue: 'Decimal(38, 2)', currency: 'String' }, [
        ['99.00', 'UAH'],
      ]),
    );
    renderPage(`${PATH}/edit`);
    expect(await screen.findByText('₴99.00')).toBeVisible();

    const text = screen.getByRole<HTMLTextAreaElement>('textbox', {
      name: 'The file sales.yaml',
    });
    fireEvent.change(text, {
      target: { value: 'kind: Dashboard\nspec:\n  panels: broken' },
    });
    const notes = await screen.findByRole('list', { name: /1 problem/ });
    expect(notes).toHaveTextContent('spec.panels has to be a list');
    expect(notes).toHaveAttribute('data-outdated', 'false');
    expect(screen.queryByText('₴99.00')).not.toBeInTheDocument();

    await userEvent.click(
      within(notes).getByRole('button', { name: 'Line 3' }),
    );
    expect(text.value.slice(text.selectionStart, text.selectionEnd)).toBe(
      '  panels: broken',
    );
    expect(text).toHaveFocus();

    fireEvent.change(text, { target: { value: 'kind: Dashboard' } });
    expect(notes).toHaveAttribute('data-outdated', 'true');
    expect(await screen.findByText('₴99.00')).toBeVisible();
    expect(screen.queryByText(/has to be a list/)).not.toBeInTheDocument();
  });
});

describe('what was written in the editor', () => {
  const written = 'kind: Dashboard\nmetadata: { name: новий }\n';

  async function write(): Promise<void> {
    api.validateDashboard.mockResolvedValue({ problems: [] });
    renderPage(`${PATH}/edit`);
    fireEvent.change(
      await screen.findByRole('textbox', { name: 'The file sales.yaml' }),
      { target: { value: written } },
    );
  }

  it('is copied for the page of the repository, which has the old text', async () => {
    await write();
    // Brings a clipboard along, which jsdom has not.
    const user = userEvent.setup();
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    const link = screen.getByRole('link', { name: /to paste it/ });
    expect(link).toHaveAttribute(
      'href',
      'https://git.example.com/edit/sales.yaml',
    );
    expect(link).toHaveAttribute('target', '_blank');
    await user.click(link);
    expect(copied).toHaveBeenCalledWith(written);
  });

  it('is downloaded as it is', async () => {
    const files: Blob[] = [];
    const names: string[] = [];
    URL.createObjectURL = jest.fn(file => {
      if (file instanceof Blob) {
        files.push(file);
      }
      return 'blob:file';
    });
    URL.revokeObjectURL = jest.fn();
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        names.push(`${this.download} ${this.href}`);
      });
    await write();
    await userEvent.click(
      screen.getByRole('button', { name: 'Download YAML' }),
    );
    click.mockRestore();
    expect(names).toEqual(['sales.yaml blob:file']);
    const [file] = files;
    expect(file.type).toMatch(/^application\/yaml/);
    expect(await file.text()).toBe(written);
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:file');
  });
});

describe('the page of an entity', () => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name: 'core-service',
      annotations: { [DASHBOARDS_ANNOTATION]: './dashboards' },
    },
    spec: {},
  };

  function renderEntity(
    extension:
      | typeof dashboardsEntityContent
      | typeof keyFiguresCard
      | typeof dashboardsCard,
    subject = entity,
  ) {
    return renderTestApp({
      extensions: [createTestEntityPage({ entity: subject }), extension],
      apis: [[analyticsApiRef, api]],
      mountedRoutes: { '/analytics': rootRouteRef },
    });
  }

  it('has its dashboards in a tab', async () => {
    renderEntity(dashboardsEntityContent);
    expect(
      await screen.findByRole('region', { name: 'Revenue' }),
    ).toBeVisible();
    expect(api.getDashboards).toHaveBeenCalledWith(
      { entityRef: ENTITY },
      expect.anything(),
    );
    await userEvent.click(screen.getByRole('radio', { name: 'Broken' }));
    expect(await screen.findByText(/is missing/)).toBeVisible();
  });

  it('has its key figures on a card, compared with before', async () => {
    renderEntity(keyFiguresCard);
    const card = await screen.findByRole('group', { name: 'Key figures' });
    expect(await within(card).findByText('₴12.50')).toBeVisible();
    expect(api.getPanelData).toHaveBeenCalledTimes(1);
    expect(api.getPanelData).toHaveBeenCalledWith(
      expect.objectContaining({ panel: 'revenue' }),
      expect.objectContaining({ compare: true }),
      expect.anything(),
    );
  });

  it('has links to its dashboards on a card, and says which cannot be read', async () => {
    renderEntity(dashboardsCard);
    const card = await screen.findByRole('group', { name: 'Dashboards' });
    expect(
      await within(card).findByRole('link', { name: 'Sales' }),
    ).toHaveAttribute('href', PATH);
    expect(
      within(card).queryByRole('link', { name: 'Broken' }),
    ).not.toBeInTheDocument();
    expect(within(card).getByText('Broken')).toBeVisible();
    expect(within(card).getByText('1 problem in its file')).toBeVisible();
  });

  it('says on the card that there are no dashboards yet', async () => {
    api.getDashboards.mockResolvedValue({ dashboards: [], unavailable: [] });
    renderEntity(dashboardsCard);
    const card = await screen.findByRole('group', { name: 'Dashboards' });
    expect(await within(card).findByText('No dashboards yet')).toBeVisible();
  });

  it('says on the card that the files cannot be read', async () => {
    api.getDashboards.mockResolvedValue({
      dashboards: [],
      unavailable: [
        {
          entityRef: ENTITY,
          reason: 'HTTP 502',
          since: '2026-03-10T12:00:00Z',
        },
      ],
    });
    renderEntity(dashboardsCard);
    const card = await screen.findByRole('group', { name: 'Dashboards' });
    expect(
      await within(card).findByText(new RegExp(`the files of ${ENTITY}`)),
    ).toBeVisible();
  });

  it('shows none of them where no dashboards are named', () => {
    const filters = [
      createExtensionTester(dashboardsEntityContent).get(
        EntityContentBlueprint.dataRefs.filterFunction,
      ),
      createExtensionTester(keyFiguresCard).get(
        EntityCardBlueprint.dataRefs.filterFunction,
      ),
      createExtensionTester(dashboardsCard).get(
        EntityCardBlueprint.dataRefs.filterFunction,
      ),
    ];
    const plain = {
      ...entity,
      metadata: { name: 'plain', annotations: {} },
    };
    expect(filters.map(filter => filter?.(entity))).toEqual([true, true, true]);
    expect(filters.map(filter => filter?.(plain))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

import { NotAllowedError } from '@backstage/errors';
import {
  dashboardSchema,
  type PipelineRun,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type AnalyticsApi } from '../src/api';
import { sampleData, sampleRows } from './sampleAnswers';
import { sampleDashboard } from './sampleDashboard';

const ENTITY = 'component:default/core-service';
const YAML = JSON.stringify(sampleDashboard, undefined, 2);

/** Which state the pages are to be in: `?sample=` of the address. */
function sample(): string | null {
  return new URLSearchParams(window.location.search).get('sample');
}

async function answer<T>(value: T): Promise<T> {
  switch (sample()) {
    case 'never-answers':
      return new Promise(() => {});
    case 'always-fails':
      throw new Error('ClickHouse did not answer within 5 s');
    case 'is-forbidden':
      throw new NotAllowedError('You may not read dashboards');
    default:
      return value;
  }
}

const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

function sampleRun(status: PipelineRun['status']): PipelineRun {
  return {
    id: 'sample',
    status,
    trigger: 'backfill',
    askedAt: ago(3),
    period: { from: ago(172_800), to: ago(86_400) },
    progress: { done: status === 'succeeded' ? 2 : 0, total: 2 },
    tables: ['orders_analytics', 'events'].map(table => ({
      table,
      rows: status === 'succeeded' ? 1_240 : 0,
      durationMs: 380,
    })),
  };
}

const SAMPLE_RUNS = 20;

/** On schedule, but for the newest; one failed, another found nothing new. */
function sampleRuns(): PipelineRun[] {
  const scheduled = Array.from(
    { length: SAMPLE_RUNS - 2 },
    (_, index): PipelineRun => ({
      id: `scheduled-${index}`,
      status: index === 2 ? 'failed' : 'succeeded',
      trigger: 'schedule',
      askedAt: ago(300 * (index + 3)),
      startedAt: ago(300 * (index + 3)),
      finishedAt: ago(300 * (index + 3) - 2 - (index % 3)),
      ...(index === 2 && {
        failure: 'events: The column page is gone from the source',
      }),
      tables: [
        {
          table: 'orders_analytics',
          rows: index === 4 ? 0 : 1_240 + ((index * 613) % 900),
          durationMs: 380,
        },
      ],
    }),
  );
  return [
    {
      ...sampleRun('succeeded'),
      id: 'backfill',
      startedAt: ago(400),
      finishedAt: ago(380),
    },
    {
      ...sampleRun('succeeded'),
      id: 'manual',
      trigger: 'manual',
      period: undefined,
      startedAt: ago(600),
      finishedAt: ago(598),
    },
    ...scheduled,
  ];
}

/** An API of made-up numbers, to look at the pages without a back end. */
export const sampleAnalyticsApi: AnalyticsApi = {
  getTenants: () =>
    answer({ tenants: [{ name: 'default', title: 'Default' }] }),
  getDashboards: () =>
    answer({
      dashboards:
        sample() === 'is-empty'
          ? []
          : [
              {
                entityRef: ENTITY,
                name: 'sales',
                title: sampleDashboard.metadata.title,
                description: sampleDashboard.metadata.description,
                tags: ['business'],
                panels: sampleDashboard.spec.panels.length,
                problems: [],
              },
              {
                entityRef: ENTITY,
                name: 'products',
                title: 'Products',
                tags: ['business', 'products'],
                panels: 0,
                problems: [
                  {
                    path: 'spec.panels[2].query',
                    line: 41,
                    message:
                      "there is no query 'top_product'. There are: top_products",
                  },
                ],
              },
            ],
      unavailable: [],
    }),
  getDashboard: () =>
    answer({
      dashboard: sampleDashboard,
      entityRef: ENTITY,
      source: { editUrl: 'https://example.com/edit' },
      problems: [],
      yaml: YAML,
    }),
  getPanelData: ({ panel }, request) => answer(sampleData(panel, request)),
  getPanelRows: (_, request) => answer(sampleRows(request)),
  getSuggestions: () =>
    answer({
      suggestions: ['Home', 'Garden', 'Books', 'Toys'].map(value => ({
        value,
      })),
      truncated: false,
    }),
  validateDashboard: async ({ yaml }) => {
    try {
      return {
        problems: [],
        dashboard: dashboardSchema.parse(JSON.parse(yaml)),
      };
    } catch (error) {
      return { problems: [{ path: '', message: String(error) }] };
    }
  },
  previewPanel: request => answer(sampleData(request.panel, request)),
  getExplorer: () =>
    answer({
      enabled: sample() !== 'is-empty',
      guard: 'parser' as const,
      rowPolicies: 'not-configured' as const,
      limits: {
        rowsToRead: 100_000_000,
        bytesToRead: 10_000_000_000,
        executionTimeMs: 10_000,
        resultRows: 10_000,
      },
    }),
  getExplorerSchema: () =>
    answer({
      functions: ['sum', 'sumIf', 'count', 'toStartOfInterval'],
      tables: [
        {
          name: 'order_items_analytics',
          comment: 'Each item of each order',
          columns: [
            { name: 'product_name', type: 'String' },
            { name: 'quantity_sold', type: 'UInt32' },
            { name: 'created_at', type: "DateTime64(3, 'UTC')" },
          ],
        },
        { name: 'orders_analytics', columns: [] },
      ],
    }),
  estimateQuery: () =>
    answer({
      rows: 1_200_000,
      limit: 100_000_000,
      tables: [
        {
          table: 'order_items_analytics',
          rows: 1_200_000,
          marks: 147,
          parts: 3,
        },
      ],
    }),
  runQuery: ({ to }) => answer(sampleRows({ to: to ?? ago(0) })),
  getPipelines: () =>
    answer({
      pipelines:
        sample() === 'is-empty'
          ? []
          : [
              {
                name: 'analytics-etl',
                entityRef: ENTITY,
                runs: { tables: ['orders_analytics', 'events'] },
                tables: [
                  {
                    table: 'orders_analytics',
                    upTo: ago(4),
                    lagSeconds: 4,
                    lagLimitSeconds: 600,
                    rows: '1240',
                    durationMs: '380',
                    lastRunAt: ago(60),
                    lastSuccessAt: ago(60),
                  },
                  {
                    table: 'order_items_analytics',
                    upTo: ago(1_200),
                    lagSeconds: 1_200,
                    lagLimitSeconds: 600,
                    rows: '18446744073709551615',
                    durationMs: '1200',
                    lastRunAt: ago(60),
                    lastSuccessAt: ago(1_200),
                  },
                  {
                    table: 'events',
                    upTo: ago(5_000),
                    lagSeconds: 5_000,
                    lastRunAt: ago(60),
                    error: 'The column page is gone from the source',
                  },
                  { table: 'customer_cohorts' },
                ],
              },
            ],
      unavailable: [],
    }),
  getPipelineRuns: () =>
    answer({
      runs: sample() === 'is-empty' ? [] : sampleRuns(),
      unavailable: [],
    }),
  getPipelineRun: () => answer(sampleRun('succeeded')),
  startPipeline: () => answer(sampleRun('waiting')),
  backfillPipeline: () => answer(sampleRun('waiting')),
};

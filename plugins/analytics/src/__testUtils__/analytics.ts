import { ResponseError } from '@backstage/errors';
import { createApiMock } from '@backstage/frontend-test-utils';
import {
  type Dashboard,
  type DashboardDetails,
  type DashboardPanel,
  type PanelData,
  type QueryColumn,
} from '@shop-platform/backstage-plugin-analytics-common';
import { analyticsApiRef } from '../api';

export const ENTITY = 'component:default/core-service';
export const PATH = '/analytics/component/default/core-service/sales';

export function mockAnalyticsApi() {
  return createApiMock(analyticsApiRef, () => ({
    getTenants: jest.fn(),
    getDashboards: jest.fn(),
    getDashboard: jest.fn(),
    getPanelData: jest.fn(),
    getPanelRows: jest.fn(),
    getSuggestions: jest.fn(),
    validateDashboard: jest.fn(),
    previewPanel: jest.fn(),
    getExplorer: jest.fn(),
    getExplorerSchema: jest.fn(),
    estimateQuery: jest.fn(),
    runQuery: jest.fn(),
    getPipelines: jest.fn(),
    getPipelineRuns: jest.fn(),
    getPipelineRun: jest.fn(),
    startPipeline: jest.fn(),
    backfillPipeline: jest.fn(),
  }))();
}

export const revenuePanel: DashboardPanel = {
  id: 'revenue',
  title: { en: 'Revenue', uk: 'Виторг' },
  type: 'value',
  query: 'revenue',
  value: 'revenue',
  goodWhen: 'up',
  format: { unit: 'money', currencyColumn: 'currency' },
};

export const topPanel: DashboardPanel = {
  id: 'top',
  title: 'Top products',
  type: 'topList',
  query: 'top',
  label: 'name',
  value: 'units',
};

export function dashboard(
  panels: DashboardPanel[],
  spec: Partial<Dashboard['spec']> = {},
): Dashboard {
  return {
    apiVersion: 'shop-platform.io/v1',
    kind: 'Dashboard',
    metadata: { name: 'sales', title: { en: 'Sales', uk: 'Продажі' } },
    spec: {
      queries: {
        revenue: { sql: 'SELECT 1 AS revenue' },
        top: { sql: 'SELECT 2 AS units' },
        rows: { sql: 'SELECT 3' },
      },
      panels,
      ...spec,
    },
  };
}

export function details(content: Dashboard): DashboardDetails {
  return {
    dashboard: content,
    entityRef: ENTITY,
    source: { editUrl: 'https://git.example.com/edit/sales.yaml' },
    problems: [],
    yaml: 'kind: Dashboard\n',
  };
}

export function data(
  columns: Record<string, string>,
  rows: unknown[][],
  more: Partial<PanelData> = {},
): PanelData {
  return {
    columns: Object.entries(columns).map(
      ([name, type]): QueryColumn => ({ name, type }),
    ),
    rows,
    truncated: false,
    statistics: { rowsRead: 1_234_567, bytesRead: 48_200_000, elapsedMs: 12 },
    freshness: {
      upTo: '2026-03-10T14:03:20.000Z',
      lagSeconds: 4,
      tables: ['orders_analytics'],
      unknown: [],
    },
    from: '2026-03-01T00:00:00.000Z',
    to: '2026-03-11T00:00:00.000Z',
    stepSeconds: 86_400,
    ...more,
  };
}

/** What a refusal of the back end becomes. */
export async function refusal(
  status: number,
  name: string,
  message: string,
): Promise<Error> {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}

import {
  createApiClient,
  dataOf,
} from '@shop-platform/backstage-plugin-platform-common';
import { dashboardSchema } from './dashboard/dashboardSchema';
import { type Dashboard } from './dashboard/types';
import { type operations, type paths } from './schema/openapi.generated';

/**
 * What an operation of the analytics API answers.
 *
 * @public
 */
export type AnalyticsAnswer<Id extends keyof operations> =
  operations[Id]['responses'][200]['content']['application/json'];

/**
 * What is sent to an operation of the analytics API.
 *
 * @public
 */
export type AnalyticsBody<Id extends keyof operations> =
  operations[Id] extends {
    requestBody: { content: { 'application/json': infer Body } };
  }
    ? Body
    : never;

/**
 * Which dashboard is meant.
 *
 * @public
 */
export type DashboardLocator = {
  kind: string;
  namespace: string;
  entityName: string;
  dashboard: string;
};

/**
 * A dashboard with where it is from.
 *
 * @public
 */
export type DashboardDetails = Omit<
  AnalyticsAnswer<'getDashboard'>,
  'dashboard'
> & { dashboard: Dashboard };

/**
 * The problems of a dashboard file, and what was read of it.
 *
 * @public
 */
export type DashboardValidation = Omit<
  AnalyticsAnswer<'validateDashboard'>,
  'dashboard'
> & { dashboard?: Dashboard };

/**
 * What comes with every call of a client.
 *
 * @public
 */
export type AnalyticsClientCallOptions = {
  /** Ends the call, and the query that it waits for. */
  signal?: AbortSignal;
};

/**
 * The analytics API. Every method rejects with a `ResponseError` of
 * `@backstage/errors` when the back end refuses.
 *
 * @public
 */
export interface AnalyticsClient {
  /** The tenants whose data the caller may read. */
  getTenants(
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getTenants'>>;

  /** The dashboards that the caller may see, of all entities or of one. */
  getDashboards(
    query?: { entityRef?: string },
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getDashboards'>>;

  /** One dashboard, its queries included. */
  getDashboard(
    locator: DashboardLocator,
    options?: AnalyticsClientCallOptions,
  ): Promise<DashboardDetails>;

  /** The data of a panel. */
  getPanelData(
    locator: DashboardLocator & { panel: string },
    body: AnalyticsBody<'getPanelData'>,
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getPanelData'>>;

  /** The rows behind a mark of a panel. */
  getPanelRows(
    locator: DashboardLocator & { panel: string },
    body: AnalyticsBody<'getPanelRows'>,
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getPanelRows'>>;

  /** Values for a parameter. */
  getSuggestions(
    locator: DashboardLocator & { parameter: string },
    query?: NonNullable<operations['getSuggestions']['parameters']['query']>,
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getSuggestions'>>;

  /** What is wrong with a dashboard file. */
  validateDashboard(
    body: AnalyticsBody<'validateDashboard'>,
    options?: AnalyticsClientCallOptions,
  ): Promise<DashboardValidation>;

  /** The data of a panel of a file that is being written. */
  previewPanel(
    body: AnalyticsBody<'previewPanel'>,
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'previewPanel'>>;

  /** Whether SQL of one's own may be run, and how it is guarded. */
  getExplorer(
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getExplorer'>>;

  /** The tables that may be read, and the functions. */
  getExplorerSchema(
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getExplorerSchema'>>;

  /** What a query would read. */
  estimateQuery(
    body: AnalyticsBody<'estimateQuery'>,
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'estimateQuery'>>;

  /** Runs SQL. */
  runQuery(
    body: AnalyticsBody<'runQuery'>,
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'runQuery'>>;

  /** How the pipelines are that fill the tables. */
  getPipelines(
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getPipelines'>>;

  /** The latest runs of a pipeline, the newest first. */
  getPipelineRuns(
    path: { pipeline: string },
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getPipelineRuns'>>;

  /** A run of a pipeline, and how far it is. */
  getPipelineRun(
    path: { pipeline: string; run: string },
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'getPipelineRun'>>;

  /** Lets a pipeline copy now what is new. */
  startPipeline(
    path: { pipeline: string },
    body: AnalyticsBody<'startPipeline'>,
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'startPipeline'>>;

  /** Lets a pipeline copy a period again. */
  backfillPipeline(
    path: { pipeline: string },
    body: AnalyticsBody<'backfillPipeline'>,
    options?: AnalyticsClientCallOptions,
  ): Promise<AnalyticsAnswer<'backfillPipeline'>>;
}

/**
 * What a client is made of.
 *
 * @public
 */
export type AnalyticsClientOptions = {
  /** Sends the requests with the reader's identity: the front end's `fetchApi`. */
  fetchApi: { fetch: typeof fetch };
  /** Where the API is. Default: `plugin://analytics`, which the front end's `fetchApi` resolves. */
  baseUrl?: string;
};

const DASHBOARD =
  '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}' as const;

/**
 * Makes a client of the analytics API.
 *
 * @public
 */
export function createAnalyticsClient({
  fetchApi,
  baseUrl = 'plugin://analytics',
}: AnalyticsClientOptions): AnalyticsClient {
  const client = createApiClient<paths>({ fetchApi, baseUrl });
  return {
    getTenants: call => dataOf(client.request('get', '/tenants', { ...call })),
    getDashboards: (query, call) =>
      dataOf(
        client.request('get', '/dashboards', { params: { query }, ...call }),
      ),
    getDashboard: async (path, call) => {
      const { dashboard, ...details } = await dataOf(
        client.request('get', DASHBOARD, { params: { path }, ...call }),
      );
      return { ...details, dashboard: dashboardSchema.parse(dashboard) };
    },
    getPanelData: (path, body, call) =>
      dataOf(
        client.request('post', `${DASHBOARD}/panels/{panel}/data`, {
          params: { path },
          body,
          ...call,
        }),
      ),
    getPanelRows: (path, body, call) =>
      dataOf(
        client.request('post', `${DASHBOARD}/panels/{panel}/rows`, {
          params: { path },
          body,
          ...call,
        }),
      ),
    getSuggestions: (path, query, call) =>
      dataOf(
        client.request(
          'get',
          `${DASHBOARD}/parameters/{parameter}/suggestions`,
          {
            params: { path, query },
            ...call,
          },
        ),
      ),
    validateDashboard: async (body, call) => {
      const { dashboard, problems } = await dataOf(
        client.request('post', '/dashboards/validate', { body, ...call }),
      );
      return {
        problems,
        ...(dashboard && { dashboard: dashboardSchema.parse(dashboard) }),
      };
    },
    previewPanel: (body, call) =>
      dataOf(client.request('post', '/dashboards/preview', { body, ...call })),
    getExplorer: call =>
      dataOf(client.request('get', '/explorer', { ...call })),
    getExplorerSchema: call =>
      dataOf(client.request('get', '/explorer/schema', { ...call })),
    estimateQuery: (body, call) =>
      dataOf(client.request('post', '/explorer/estimate', { body, ...call })),
    runQuery: (body, call) =>
      dataOf(client.request('post', '/explorer/query', { body, ...call })),
    getPipelines: call =>
      dataOf(client.request('get', '/pipelines', { ...call })),
    getPipelineRuns: (path, call) =>
      dataOf(
        client.request('get', '/pipelines/{pipeline}/runs', {
          params: { path },
          ...call,
        }),
      ),
    getPipelineRun: (path, call) =>
      dataOf(
        client.request('get', '/pipelines/{pipeline}/runs/{run}', {
          params: { path },
          ...call,
        }),
      ),
    startPipeline: (path, body, call) =>
      dataOf(
        client.request('post', '/pipelines/{pipeline}/runs', {
          params: { path },
          body,
          ...call,
        }),
      ),
    backfillPipeline: (path, body, call) =>
      dataOf(
        client.request('post', '/pipelines/{pipeline}/backfills', {
          params: { path },
          body,
          ...call,
        }),
      ),
  };
}

import {
  type AnalyticsClientCallOptions,
  createAnalyticsClient,
} from './AnalyticsClient';

const locator = {
  kind: 'component',
  namespace: 'default',
  entityName: 'orders/../x',
  dashboard: 'sales',
};

function createFetch(answer: () => Response) {
  const requests: string[] = [];
  // As the front end's `fetchApi`, which reads the address of a request that it makes for that.
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { url } = new Request(input, init);
    const request = new Request(url, input instanceof Request ? input : init);
    requests.push(`${request.method} ${request.url} ${await request.text()}`);
    return answer();
  };
  return { requests, fetchApi: { fetch } };
}

describe('createAnalyticsClient', () => {
  it('asks for each resource, with names as the API reads them', async () => {
    const { requests, fetchApi } = createFetch(() => Response.json({}));
    const client = createAnalyticsClient({ fetchApi });

    await client.getDashboards({ entityRef: 'component:default/orders' });
    await client.getPanelData(
      { ...locator, panel: 'revenue' },
      { from: 'a', to: 'b', parameters: { category: ['books'] } },
    );
    await client.getSuggestions(
      { ...locator, parameter: 'category' },
      { text: 'bo' },
    );

    const folder = 'plugin://analytics/dashboards';
    const dashboard = `${folder}/component/default/orders%2F..%2Fx/sales`;
    expect(requests).toEqual([
      `GET ${folder}?entityRef=component%3Adefault%2Forders `,
      `POST ${dashboard}/panels/revenue/data {"from":"a","to":"b","parameters":{"category":["books"]}}`,
      `GET ${dashboard}/parameters/category/suggestions?text=bo `,
    ]);
  });

  it('does not take a dashboard that is none', async () => {
    const { fetchApi } = createFetch(() =>
      Response.json({ dashboard: { kind: 'Dashboard' } }),
    );

    await expect(
      createAnalyticsClient({ fetchApi }).getDashboard(locator),
    ).rejects.toMatchObject({ name: 'ZodError' });
  });

  it('rejects with the refusal of the back end', async () => {
    const { fetchApi } = createFetch(() =>
      Response.json(
        { error: { name: 'NotAllowedError', message: 'Not for you' } },
        { status: 403, statusText: 'Forbidden' },
      ),
    );

    await expect(
      createAnalyticsClient({ fetchApi }).getPipelines(),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 403 });
  });

  const pipeline = { pipeline: 'analytics-etl' };
  const period = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
  const parameters = {};
  type Client = ReturnType<typeof createAnalyticsClient>;
  type Calls = {
    [Name in keyof Client]: (
      client: Client,
      options: AnalyticsClientCallOptions,
    ) => Promise<unknown>;
  };
  const calls: Calls = {
    getTenants: (client, options) => client.getTenants(options),
    getDashboards: (client, options) => client.getDashboards({}, options),
    getDashboard: (client, options) => client.getDashboard(locator, options),
    getPanelData: (client, options) =>
      client.getPanelData(
        { ...locator, panel: 'revenue' },
        { ...period, parameters },
        options,
      ),
    getPanelRows: (client, options) =>
      client.getPanelRows(
        { ...locator, panel: 'revenue' },
        { ...period, parameters },
        options,
      ),
    getSuggestions: (client, options) =>
      client.getSuggestions({ ...locator, parameter: 'category' }, {}, options),
    validateDashboard: (client, options) =>
      client.validateDashboard({ yaml: '' }, options),
    previewPanel: (client, options) =>
      client.previewPanel(
        { ...period, parameters, yaml: '', panel: 'revenue' },
        options,
      ),
    getExplorer: (client, options) => client.getExplorer(options),
    getExplorerSchema: (client, options) => client.getExplorerSchema(options),
    estimateQuery: (client, options) =>
      client.estimateQuery({ sql: 'SELECT 1' }, options),
    runQuery: (client, options) =>
      client.runQuery({ sql: 'SELECT 1' }, options),
    getPipelines: (client, options) => client.getPipelines(options),
    getPipelineRuns: (client, options) =>
      client.getPipelineRuns(pipeline, options),
    getPipelineRun: (client, options) =>
      client.getPipelineRun({ ...pipeline, run: '1' }, options),
    startPipeline: (client, options) =>
      client.startPipeline(pipeline, {}, options),
    backfillPipeline: (client, options) =>
      client.backfillPipeline(pipeline, period, options),
  };

  it.each(Object.entries(calls))('ends %s with its caller', async (_, call) => {
    const sent: (AbortSignal | null | undefined)[] = [];
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      sent.push(init?.signal);
      return Response.json({});
    };
    const caller = new AbortController();
    // Not each of them takes an empty answer; all have been sent.
    await Promise.allSettled([
      call(createAnalyticsClient({ fetchApi: { fetch } }), {
        signal: caller.signal,
      }),
    ]);
    expect(sent.map(signal => signal?.aborted)).toEqual([false]);
    caller.abort();
    expect(sent.map(signal => signal?.aborted)).toEqual([true]);
  });
});

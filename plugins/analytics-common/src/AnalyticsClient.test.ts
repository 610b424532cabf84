import { createAnalyticsClient } from './AnalyticsClient';

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
});

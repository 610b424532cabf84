import { createApiClient, dataOf } from './apiClient';

type Paths = {
  '/runs': {
    get: {
      parameters: { query?: { limit?: number } };
      responses: {
        200: { content: { 'application/json': { runs: string[] } } };
      };
    };
    post: {
      requestBody: { content: { 'application/json': { name: string } } };
      responses: { 200: { content: { 'application/json': { id: string } } } };
    };
  };
};

function clientOf(answer: Response) {
  const fetch = jest.fn<Promise<Response>, Parameters<typeof globalThis.fetch>>(
    async () => answer,
  );
  const client = createApiClient<Paths>({
    fetchApi: { fetch },
    baseUrl: 'http://portal.test/api/chaos',
  });
  return { fetch, client };
}

describe('createApiClient', () => {
  it('sends what is asked as text, which can be sent again', async () => {
    const { fetch, client } = clientOf(Response.json({ id: '1' }));
    const call = client.request('post', '/runs', { body: { name: 'delay' } });

    expect(await dataOf(call)).toEqual({ id: '1' });
    expect(fetch).toHaveBeenCalledWith(
      'http://portal.test/api/chaos/runs',
      expect.objectContaining({ method: 'POST', body: '{"name":"delay"}' }),
    );
  });

  it('sends no body where there is none, and ends with its caller', async () => {
    const { fetch, client } = clientOf(Response.json({ runs: [] }));
    const { signal, ...controller } = endable();
    const call = client.request('get', '/runs', {
      params: { query: { limit: 5 } },
      signal,
    });

    expect(await dataOf(call)).toEqual({ runs: [] });
    const [[url, sent]] = fetch.mock.calls;
    expect(url).toBe('http://portal.test/api/chaos/runs?limit=5');
    expect(sent).toMatchObject({ method: 'GET', body: undefined });
    controller.end();
    expect(sent?.signal?.aborted).toBe(true);
  });

  it('rejects with what the back end says', async () => {
    const { client } = clientOf(
      Response.json(
        {
          error: { name: 'ConflictError', message: 'Everything is halted' },
          response: { statusCode: 409 },
        },
        { status: 409 },
      ),
    );
    await expect(
      dataOf(client.request('post', '/runs', { body: { name: 'delay' } })),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 409,
      body: { error: { message: 'Everything is halted' } },
    });
  });

  it('rejects an answer without data', async () => {
    const { client } = clientOf(new Response(undefined, { status: 204 }));
    await expect(
      dataOf(client.request('get', '/runs', {})),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 204 });
  });
});

function endable() {
  const controller = new AbortController();
  return { signal: controller.signal, end: () => controller.abort() };
}

import { createTracesClient } from './index';

function createFetch(answer: () => Response) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests.push(new Request(input, init));
    return answer();
  };
  return { requests, fetchApi: { fetch } };
}

const window = { from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z' };

describe('createTracesClient', () => {
  it('sends each parameter as the API reads it', async () => {
    const { requests, fetchApi } = createFetch(() => Response.json({}));
    const client = createTracesClient({ fetchApi });

    await client.getSources();
    await client.getServices(window);
    await client.getOperations({ ...window, service: 'a&b' });
    await client.searchTraces({
      ...window,
      errors: true,
      attribute: ['http.route=/a?b=c', 'x=1,2'],
      limit: 5,
    });
    await client.getTrace('abc/../def', { source: 'eu' });
    await client.getRed({ ...window, service: 's', stepSeconds: 30 });
    await client.getRedByResource({ ...window, attribute: 'cloud.region' });
    await client.getRuntime({ ...window, service: 's', stepSeconds: 120 });
    await client.getEdges(window);

    const sent = requests.map(({ url }) => new URL(url));
    expect(sent.map(({ host, pathname }) => host + pathname)).toEqual([
      'traces/sources',
      'traces/services',
      'traces/operations',
      'traces/search',
      'traces/traces/abc%2F..%2Fdef',
      'traces/red',
      'traces/red-by-resource',
      'traces/runtime',
      'traces/edges',
    ]);
    expect([...sent[2].searchParams]).toContainEqual(['service', 'a&b']);
    expect([...sent[3].searchParams]).toEqual([
      ['from', window.from],
      ['to', window.to],
      ['errors', 'true'],
      ['attribute', 'http.route=/a?b=c'],
      ['attribute', 'x=1,2'],
      ['limit', '5'],
    ]);
    expect([...sent[4].searchParams]).toEqual([['source', 'eu']]);
  });

  it('asks at the base URL and answers with what the back end said', async () => {
    const { requests, fetchApi } = createFetch(() =>
      Response.json({ edges: [], sources: [] }),
    );
    const client = createTracesClient({
      fetchApi,
      baseUrl: 'http://portal.test/api/traces/',
    });

    expect(await client.getEdges(window)).toEqual({ edges: [], sources: [] });
    expect(requests[0].url).toMatch(
      /^http:\/\/portal\.test\/api\/traces\/edges\?/,
    );
  });

  it('rejects with the refusal of the back end', async () => {
    const { fetchApi } = createFetch(() =>
      Response.json(
        {
          error: { name: 'NotAllowedError', message: 'Not the traces of a' },
          response: { statusCode: 403 },
        },
        { status: 403, statusText: 'Forbidden' },
      ),
    );

    await expect(
      createTracesClient({ fetchApi }).getServices(window),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'Not the traces of a' },
    });
  });

  it('rejects an answer without a body', async () => {
    const { fetchApi } = createFetch(() => new Response(null, { status: 204 }));

    await expect(
      createTracesClient({ fetchApi }).getServices(window),
    ).rejects.toThrow(/204/);
  });

  it('ends the call with its signal', async () => {
    const { requests, fetchApi } = createFetch(() => Response.json({}));
    const controller = new AbortController();

    await createTracesClient({ fetchApi }).getServices(window, {
      signal: controller.signal,
    });
    controller.abort();

    expect(requests[0].signal.aborted).toBe(true);
  });
});

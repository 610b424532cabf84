import { createRegionsClient, getWorkloadSelection } from './index';

function createFetch(answer: () => Response) {
  const urls: string[] = [];
  const fetch: typeof globalThis.fetch = async input => {
    urls.push(new Request(input).url);
    return answer();
  };
  return { urls, fetchApi: { fetch } };
}

describe('createRegionsClient', () => {
  it('asks for each resource, with names as the API reads them', async () => {
    const { urls, fetchApi } = createFetch(() =>
      Response.json({ regions: [] }),
    );
    const client = createRegionsClient({
      fetchApi,
      baseUrl: 'http://portal.test/api/regions',
    });

    expect(await client.getRegions()).toEqual({ regions: [] });
    await client.getRegion('europe/../west1');
    await client.getEntityRegions({
      kind: 'component',
      namespace: 'default',
      name: 'core-service',
    });
    await createRegionsClient({ fetchApi }).getRegions();

    expect(urls).toEqual([
      'http://portal.test/api/regions/',
      'http://portal.test/api/regions/europe%2F..%2Fwest1',
      'http://portal.test/api/regions/entities/component/default/core-service',
      'plugin://regions/',
    ]);
  });

  it('rejects with the refusal of the back end', async () => {
    const { fetchApi } = createFetch(() =>
      Response.json(
        { error: { name: 'NotAllowedError', message: 'Not for you' } },
        { status: 403, statusText: 'Forbidden' },
      ),
    );

    await expect(
      createRegionsClient({ fetchApi }).getRegions(),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 403 });
  });
});

describe('getWorkloadSelection', () => {
  const read = (annotations?: Record<string, string>) =>
    getWorkloadSelection({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'core', ...(annotations ? { annotations } : {}) },
    });

  it('reads the annotations of the Kubernetes plugin', () => {
    expect(read()).toBeUndefined();
    expect(read({ 'backstage.io/kubernetes-id': ' ' })).toBeUndefined();
    expect(read({ 'backstage.io/kubernetes-id': 'core' })).toEqual({
      selector: 'backstage.io/kubernetes-id=core',
    });
    expect(
      read({
        'backstage.io/kubernetes-id': 'core',
        'backstage.io/kubernetes-label-selector': 'app=core,tier!=web',
        'backstage.io/kubernetes-namespace': 'shop',
        'backstage.io/kubernetes-cluster': 'west',
      }),
    ).toEqual({
      selector: 'app=core,tier!=web',
      namespace: 'shop',
      cluster: 'west',
    });
  });
});

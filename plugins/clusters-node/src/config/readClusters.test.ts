import { mockServices } from '@backstage/backend-test-utils';
import { readClusters } from './readClusters';

const read = (data: object) =>
  readClusters(
    mockServices.rootConfig({ data: JSON.parse(JSON.stringify(data)) }),
  );

const one = (cluster: object) => ({
  kubernetes: {
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [{ name: 'west', url: 'https://10.0.0.1', ...cluster }],
      },
    ],
  },
});

describe('readClusters', () => {
  it('reads the clusters of the Kubernetes plugin and their regions', async () => {
    const { clusters, timeoutMs } = read({
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              {
                name: 'shop-west',
                title: 'Shop, west',
                url: 'https://10.0.0.1',
                authProvider: 'serviceAccount',
                serviceAccountToken: 'secret',
                caData: Buffer.from('PEM').toString('base64'),
              },
              { name: 'europe-west4', url: 'https://10.0.0.2' },
            ],
          },
          { type: 'localKubectlProxy' },
          { type: 'gke', projectId: 'shop' },
        ],
      },
      clusters: { timeout: '2s', regions: { 'shop-west': 'europe-west1' } },
    });

    expect(timeoutMs).toBe(2_000);
    expect(clusters).toMatchObject([
      {
        name: 'shop-west',
        title: 'Shop, west',
        region: 'europe-west1',
        ca: 'PEM',
      },
      { name: 'europe-west4', region: 'europe-west4' },
      { name: 'local', url: 'http://127.0.0.1:8001' },
    ]);
    expect(await clusters[0].credential.token()).toBe('secret');
    expect(await clusters[2].credential.token()).toBeUndefined();
    expect(read({})).toEqual({ clusters: [], timeoutMs: 3_000 });
  });

  it('takes its own credential where there is one', async () => {
    const { clusters } = read({
      ...one({ serviceAccountToken: 'looks' }),
      clusters: { tokens: { west: 'deploys' } },
    });
    expect(await clusters[0].credential.token()).toBe('deploys');
  });

  it('reads which clusters are told who does something there', async () => {
    const { clusters } = read({
      ...one({}),
      clusters: { impersonation: [{ cluster: 'west', userFrom: 'email' }] },
    });
    expect(clusters[0].impersonation).toEqual({
      userFrom: 'email',
      userPrefix: '',
      groups: false,
      groupPrefix: 'portal:',
    });
    expect(read(one({})).clusters[0]).not.toHaveProperty('impersonation');
  });

  it("keeps a cluster that wants a person's credential, and says what to do", async () => {
    const { clusters } = read(one({ authProvider: 'oidc' }));
    await expect(clusters[0].credential.token()).rejects.toThrow(
      "'oidc' needs a person's own credential; give the cluster 'serviceAccount'",
    );
  });

  it.each([
    [one({ url: 'ftp://secret' }), 'clusters.0.url'],
    [one({ name: '' }), 'clusters.0.name'],
    [one({ caFile: '/nowhere.pem' }), 'the caFile of west cannot be read'],
    [
      {
        kubernetes: {
          clusterLocatorMethods: [
            { type: 'localKubectlProxy' },
            { type: 'localKubectlProxy' },
          ],
        },
      },
      'two clusters are named local',
    ],
    [
      { ...one({}), clusters: { impersonation: [{ cluster: 'wets' }] } },
      'clusters.impersonation.0.cluster',
    ],
    [
      {
        ...one({}),
        clusters: {
          impersonation: [{ cluster: 'west' }, { cluster: 'west' }],
        },
      },
      'clusters.impersonation.1.cluster',
    ],
    [
      {
        ...one({}),
        clusters: { impersonation: [{ cluster: 'west', userFrom: 'name' }] },
      },
      'clusters.impersonation.0.userFrom',
    ],
    [{ clusters: { regions: { west: 1 } } }, 'clusters.regions.west'],
    [{ clusters: { tokens: { west: 7 } } }, 'clusters.tokens.west'],
    [{ clusters: { timeout: 'soon' } }, 'clusters.timeout'],
  ])('refuses %j and names the key', (data, message) => {
    expect(() => read(data)).toThrow(message);
    expect(() => read(data)).not.toThrow('secret');
  });
});

import { type JsonObject } from '@backstage/types';
import { FakeCluster } from '../src/__testUtils__/FakeCluster';
import { LocalServer } from '../src/__testUtils__/LocalServer';

/** What a region on the map is called in turn. */
const KNOWN = [
  { name: 'europe-west1', title: 'Belgium', latitude: 50.45, longitude: 3.82 },
  {
    name: 'europe-west4',
    title: 'Netherlands',
    latitude: 53.44,
    longitude: 6.84,
  },
];

async function startCluster(): Promise<FakeCluster> {
  const cluster = await FakeCluster.start();
  const labels = { 'backstage.io/kubernetes-id': 'core' };
  cluster.deploy('core', { ready: 2, desired: 2 }, labels);
  cluster.deploy('web', { ready: 1, desired: 1 });
  cluster.runPod('core-1', 1, labels);
  return cluster;
}

/**
 * Starts clusters in memory, each in a region of its own; the last ones hang.
 *
 * @returns the configuration of a back end that watches them
 */
export async function startClusters(options: {
  port: number;
  count: number;
  hanging: number;
}): Promise<JsonObject> {
  const { port, count, hanging } = options;
  const gateway = await LocalServer.start((_, response) => response.end('ok'));
  const clusters = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const cluster = await startCluster();
      cluster.isHanging = index >= count - hanging;
      return cluster;
    }),
  );
  const names = clusters.map(
    (_, index) => KNOWN[index]?.name ?? `region-${index}`,
  );
  const url = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    regions: names.map((name, index) => {
      const { title = name, ...location } = KNOWN[index] ?? {};
      return {
        name,
        title,
        ...('latitude' in location
          ? {
              location: {
                latitude: location.latitude,
                longitude: location.longitude,
              },
            }
          : {}),
        gateway: { url: gateway.url },
      };
    }),
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map((cluster, index) => ({
            name: `cluster-${index}`,
            url: cluster.url,
            authProvider: 'serviceAccount',
            serviceAccountToken: 'secret',
          })),
        },
      ],
    },
    clusters: {
      regions: Object.fromEntries(
        names.map((name, index) => [`cluster-${index}`, name]),
      ),
    },
  };
}

import {
  CoreV1Api,
  KubeConfig,
  makeInformer,
  V1ConfigMap,
} from '@kubernetes/client-node';
import { eventually } from '../__testUtils__/scratch';
import { configMap } from './__testUtils__/manifests';
import { startTestCluster, TestCluster } from './__testUtils__/testCluster';

jest.setTimeout(120_000);

/** The same numbers each run, so that a failure can be looked at again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe('An informer of @kubernetes/client-node', () => {
  let running: TestCluster;

  beforeEach(async () => {
    running = await startTestCluster({ history: 200, maxLogBytes: 200_000 });
  });

  afterEach(async () => {
    await running.stop();
  });

  it('holds what a list tells after 10,000 writes, disconnects, compactions and restarts', async () => {
    const config = new KubeConfig();
    config.loadFromString(running.cluster.kubeconfig());
    const api = config.makeApiClient(CoreV1Api);
    const informer = makeInformer<V1ConfigMap>(
      config,
      '/api/v1/namespaces/default/configmaps',
      () => api.listNamespacedConfigMap({ namespace: 'default' }),
    );
    let isStopping = false;
    let errors = 0;
    // As its documentation says: after an error, start again.
    informer.on('error', () => {
      errors += 1;
      setTimeout(() => {
        if (!isStopping) {
          informer.start().catch(() => {});
        }
      }, 10);
    });
    await informer.start();
    const next = random(17);
    const writeSome = (count: number) => {
      const maps = running.cluster.client('test').resource('v1', 'configmaps');
      for (let i = 0; i < count; i += 1) {
        const name = `map-${next(50)}`;
        const found = maps.find('default', name);
        if (!found) {
          maps.create('default', configMap(name, { at: String(i) }));
        } else if (next(3) === 0) {
          maps.delete('default', name);
        } else {
          maps.patch('default', name, { data: { at: `${i}-${next(1000)}` } });
        }
      }
    };
    for (let round = 0; round < 50; round += 1) {
      writeSome(200);
      const kind = next(6);
      if (kind === 0) {
        await running.restart();
      } else if (kind === 1) {
        running.cluster.registry.store.compact();
      } else if (kind === 2) {
        running.cluster.disconnect();
      } else {
        await running.api.get('/version');
      }
    }
    const versions = (items: Array<{ metadata?: object }>) =>
      items
        .map(({ metadata = {} }) => {
          const { name, resourceVersion }: Record<string, unknown> = {
            ...metadata,
          };
          return `${name}@${resourceVersion}`;
        })
        .sort();
    const listed = async () =>
      versions(
        (await running.api.get('/api/v1/namespaces/default/configmaps')).body
          .items ?? [],
      );
    const wanted = (await listed()).join();
    await eventually(() => versions([...informer.list()]).join() === wanted);
    isStopping = true;
    await informer.stop();
    expect(errors).toBeGreaterThan(0);
    expect(running.log).toEqual([]);
  });

  it('is told that a version is too old to watch from', async () => {
    const path = '/api/v1/namespaces/default/configmaps';
    const { body } = await running.api.get(path);
    const maps = running.cluster.client('test').resource('v1', 'configmaps');
    maps.create('default', configMap('one'));
    running.cluster.registry.store.compact();
    const answer = await running.api.get(
      `${path}?watch=1&resourceVersion=${body.metadata?.resourceVersion}`,
    );
    expect(answer).toMatchObject({
      code: 410,
      body: { kind: 'Status', reason: 'Expired' },
    });
    const exact = await running.api.get(
      `${path}?resourceVersionMatch=Exact&resourceVersion=${body.metadata?.resourceVersion}`,
    );
    expect(exact.code).toBe(410);
  });
});

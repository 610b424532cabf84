import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { eventually } from '../../__testUtils__/scratch';
import { startTestCluster, TestCluster } from '../__testUtils__/testCluster';

const SIZE = 400_000;
const OBJECTS = 20;

describe('a watch', () => {
  let test: TestCluster;

  beforeEach(async () => {
    test = await startTestCluster({ bookmarkAfterMs: 20 });
  });
  afterEach(async () => await test.stop());

  it('that has ended gets nothing more, however slowly its reader takes the end', async () => {
    const { cluster } = test;
    const watch = request(
      new URL(
        '/api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=1',
        cluster.url,
      ),
      {
        ca: cluster.ca,
        agent: false,
        headers: { authorization: `Bearer ${cluster.adminToken}` },
      },
    ).end();
    const [response]: IncomingMessage[] = await once(watch, 'response');
    response.pause();
    const configMaps = cluster.client('test').resource('v1', 'configmaps');
    const add = (name: string) =>
      configMaps.create('default', {
        metadata: { name },
        data: { text: 'x'.repeat(SIZE) },
      });
    // More than the sockets between them hold.
    for (let index = 0; index < OBJECTS; index += 1) {
      add(`before-${index}`);
    }
    const began = Date.now();
    await eventually(() => Date.now() - began > 1_200);
    add('after');

    let seen = '';
    response.on('data', chunk => {
      seen += chunk;
    });
    response.resume();
    await once(response, 'end');
    expect(seen).toContain(`before-${OBJECTS - 1}`);
    expect(seen).not.toContain('"after"');
    expect(test.log).toEqual([]);
  });

  it('is told how far it has come though nothing changes, if it asks for that', async () => {
    const { cluster, api } = test;
    const path = '/api/v1/namespaces/default/configmaps';
    const { body } = await api.get(path);
    const query = `watch=true&resourceVersion=${body.metadata?.resourceVersion}`;
    // Changes what is not watched.
    const { metadata } = cluster
      .client('test')
      .resource('v1', 'namespaces')
      .create('', { metadata: { name: 'elsewhere' } });

    for await (const { type, object } of api.watch(
      `${path}?${query}&allowWatchBookmarks=true`,
    )) {
      expect({ type, kind: object.kind }).toEqual({
        type: 'BOOKMARK',
        kind: 'ConfigMap',
      });
      if (
        Number(object.metadata?.resourceVersion) >=
        Number(metadata.resourceVersion)
      ) {
        break;
      }
    }
    const types = [];
    for await (const { type } of api.watch(
      `${path}?${query}&timeoutSeconds=1`,
    )) {
      types.push(type);
    }
    expect(types).toEqual([]);
  });
});

import { eventually } from '../__testUtils__/scratch';
import {
  startTestCluster,
  TestCluster,
} from '../kubernetes/__testUtils__/testCluster';
import { ClusterNetwork } from './ClusterNetwork';

jest.setTimeout(60_000);

describe('The network of a cluster', () => {
  let running: TestCluster;
  let network: ClusterNetwork;
  const seed = `test ${process.pid}`;

  beforeAll(async () => {
    running = await startTestCluster();
    network = new ClusterNetwork({
      client: running.cluster.client('network'),
      seed,
    });
  });

  afterAll(async () => {
    await network.stop();
    await running.stop();
  });

  const resource = (apiVersion: string, plural: string) =>
    running.cluster.client('test').resource(apiVersion, plural);
  const createSlice = (
    name: string,
    endpoints: object[],
    ports: object[] = [{ port: 9000 }],
  ) =>
    resource('discovery.k8s.io/v1', 'endpointslices').create('default', {
      metadata: { name, labels: { 'kubernetes.io/service-name': 'store' } },
      addressType: 'IPv4',
      ports,
      endpoints,
    });
  const pick = () => network.pick('default', 'store', 80);

  it('gives each pod an address that nobody on this machine has, and the old one where it is free', async () => {
    // Another platform, which begins to look at the same place.
    const other = new ClusterNetwork({
      client: running.cluster.client('other'),
      seed,
    });
    const one = await network.addPod('default/one');
    const two = await other.addPod('default/two');
    expect(one.ip).toMatch(/^127\.(1[2-9]|2[0-3])\d\.\d+\.\d+$/);
    expect(two.ip).not.toBe(one.ip);
    const three = await other.addPod('default/three', one.ip);
    expect([one.ip, two.ip]).not.toContain(three.ip);
    await one.release();
    const four = await other.addPod('default/four', one.ip);
    expect(four.ip).toBe(one.ip);
    await other.stop();
  });

  it('leads a Service to what is ready of its slices, in turn, and nowhere when it is gone', async () => {
    resource('v1', 'services').create('default', {
      metadata: { name: 'store' },
      spec: { ports: [{ port: 80, targetPort: 'http' }] },
    });
    expect(pick()).toBeUndefined();
    createSlice('store-1', [
      { addresses: ['127.0.0.1'] },
      { addresses: ['127.0.0.2'], conditions: { ready: false } },
    ]);
    createSlice(
      'store-2',
      [{ addresses: ['127.0.0.3'], conditions: { ready: true } }],
      [{ port: 9001 }],
    );
    await eventually(() => pick()?.host === '127.0.0.3');
    expect([pick(), pick(), pick()]).toEqual([
      { host: '127.0.0.1', port: 9000 },
      { host: '127.0.0.3', port: 9001 },
      { host: '127.0.0.1', port: 9000 },
    ]);
    expect(network.pick('default', 'store', 81)).toBeUndefined();
    resource('discovery.k8s.io/v1', 'endpointslices').delete(
      'default',
      'store-1',
    );
    await eventually(() => pick()?.port === 9001 && pick()?.port === 9001);
    resource('v1', 'services').delete('default', 'store');
    await eventually(() => pick() === undefined);
  });
});

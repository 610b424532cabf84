/* A process with a cluster and a kubelet, for a test that kills it. */
import { join } from 'node:path';
import { startCluster } from '../../kubernetes';
import { startKubelet } from '..';
import { imagesIn } from './images';

async function main(folder: string): Promise<void> {
  const cluster = await startCluster({
    folder: join(folder, 'cluster'),
    name: 'test',
  });
  await startKubelet({
    cluster,
    nodeName: 'node-1',
    labels: {},
    capacity: { cpu: '4', memory: '8Gi', pods: '110' },
    folder: join(folder, 'node-1'),
    images: imagesIn(join(folder, 'images')),
  });
  const pods = cluster.client('test').resource('v1', 'pods');
  const container = { name: 'app', image: 'app' };
  const create = (name: string, spec: object) =>
    pods.create('default', {
      metadata: { name },
      spec: {
        nodeName: 'node-1',
        containers: [{ ...container, ...spec }],
      },
    });
  create('node', {});
  // Neither hears of the end of its kubelet, nor does it end when it is asked to.
  create('deaf', {
    command: ['/bin/sh', '-c', 'trap "" TERM; while :; do sleep 1; done'],
  });
}

void main(process.argv[2]);

import { join } from 'node:path';
import { createScratch } from '../../__testUtils__/scratch';
import { Cluster, ClusterOptions, startCluster } from '../Cluster';
import { ApiClient } from './ApiClient';

export type TestCluster = {
  cluster: Cluster;
  api: ApiClient;
  /** For files of the test, removed with the cluster. */
  scratch: string;
  log: string[];
  /** Stops the cluster and starts it again on what it kept. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export async function startTestCluster(
  options: Partial<ClusterOptions> = {},
): Promise<TestCluster> {
  const scratch = createScratch();
  const log: string[] = [];
  const start = (port?: number) =>
    startCluster({
      folder: join(scratch.path, 'cluster'),
      name: 'test',
      log: message => log.push(message),
      ...options,
      ...(port && { port }),
    });
  const clientOf = ({ url, ca, adminToken }: Cluster) =>
    new ApiClient(url, adminToken, ca);
  const cluster = await start();
  const running: TestCluster = {
    cluster,
    api: clientOf(cluster),
    scratch: scratch.path,
    log,
    restart: async () => {
      await running.cluster.stop();
      running.cluster = await start(Number(new URL(running.cluster.url).port));
      running.api = clientOf(running.cluster);
    },
    stop: async () => {
      await running.cluster.stop();
      scratch.remove();
    },
  };
  return running;
}

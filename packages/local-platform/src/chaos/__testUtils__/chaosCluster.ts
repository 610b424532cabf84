import {
  startTestCluster,
  TestCluster,
} from '../../kubernetes/__testUtils__/testCluster';
import { ChaosMesh } from '../ChaosMesh';

/** A cluster that takes experiments in the namespace `shop`, and does nothing with them. */
export async function startChaosCluster(): Promise<TestCluster> {
  const running = await startTestCluster();
  ChaosMesh.install(running.cluster);
  running.cluster
    .client('test')
    .resource('v1', 'namespaces')
    .create('', { metadata: { name: 'shop' } });
  return running;
}

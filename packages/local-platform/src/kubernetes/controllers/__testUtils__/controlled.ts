import { setImmediate } from 'node:timers/promises';
import type { ClusterOptions } from '../../Cluster';
import { startTestCluster, TestCluster } from '../../__testUtils__/testCluster';
import { Controllers, startControllers } from '../index';
import { DeploymentFields, PodFields, ReplicaSetFields } from '../types';
import { FakeKubelet } from './FakeKubelet';
import { TestClock } from './TestClock';

/** A cluster with its controllers and one node, where a test is the kubelet. */
export class Controlled {
  readonly clock = new TestClock();
  readonly running: TestCluster;
  readonly log: string[] = [];
  kubelet: FakeKubelet;
  #controllers: Controllers;

  private constructor(running: TestCluster) {
    this.running = running;
    this.kubelet = new FakeKubelet(running.cluster, this.clock);
    this.#controllers = this.#startControllers();
  }

  static async start(
    options: Partial<ClusterOptions> = {},
  ): Promise<Controlled> {
    const controlled = new Controlled(await startTestCluster(options));
    controlled.kubelet.addNode('node-1');
    controlled.resource('v1', 'namespaces').create('', {
      metadata: { name: 'shop' },
    });
    return controlled;
  }

  resource<T>(apiVersion: string, plural: string) {
    return this.running.cluster.client('test').resource<T>(apiVersion, plural);
  }

  get pods() {
    return this.resource<PodFields>('v1', 'pods');
  }

  get deployments() {
    return this.resource<DeploymentFields>('apps/v1', 'deployments');
  }

  get replicaSets() {
    return this.resource<ReplicaSetFields>('apps/v1', 'replicasets');
  }

  podsOf(app: string) {
    return this.pods.list({ namespace: 'shop', labelSelector: `app=${app}` })
      .items;
  }

  /** What was said, as `reason: message (count)`. */
  events(name: string): string[] {
    return this.resource<{
      reason: string;
      message: string;
      count: number;
      involvedObject: { name: string };
    }>('v1', 'events')
      .list()
      .items.filter(({ involvedObject }) => involvedObject.name === name)
      .map(({ reason, message, count }) => `${reason}: ${message} (${count})`);
  }

  /** All have done what there was to do: nothing here waits for anything but the clock. */
  async settled(): Promise<void> {
    const { store } = this.running.cluster.registry;
    let revision = -1;
    while (revision !== store.revision) {
      revision = store.revision;
      for (let turn = 0; turn < 12; turn += 1) {
        await setImmediate();
      }
    }
  }

  /** Lets time pass, with all that it causes on the way. */
  async pass(seconds: number): Promise<void> {
    const end = this.clock.now() + seconds * 1000;
    await this.settled();
    while (!this.clock.step(end)) {
      await this.settled();
    }
    await this.settled();
  }

  /** The process dies and comes back on what it kept. */
  async restart(): Promise<void> {
    const { fate, nodes } = this.kubelet;
    this.kubelet.stop();
    await this.#controllers.stop();
    await this.running.restart();
    this.kubelet = new FakeKubelet(this.running.cluster, this.clock);
    this.kubelet.fate = fate;
    nodes.forEach(name => this.kubelet.heartbeat(name));
    this.#controllers = this.#startControllers();
  }

  async stop(): Promise<void> {
    this.kubelet.stop();
    await this.#controllers.stop();
    await this.running.stop();
  }

  #startControllers(): Controllers {
    return startControllers(this.running.cluster, {
      clock: this.clock,
      log: line => this.log.push(line),
    });
  }
}

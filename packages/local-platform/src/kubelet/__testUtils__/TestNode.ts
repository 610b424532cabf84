import { join } from 'node:path';
import { eventually } from '../../__testUtils__/scratch';
import {
  startTestCluster,
  TestCluster,
} from '../../kubernetes/__testUtils__/testCluster';
import { Client, KubeObject } from '../../kubernetes';
import { Kubelet, startKubelet } from '..';
import { Faults } from '../../network/proxy/types';
import { addImage, imagesIn } from './images';
import { ContainerStatus, Pod, PodSpec, Timings } from '../types';

/** Everything that lasts seconds lasts tenths. */
const QUICK: Partial<Timings> = {
  secondMs: 100,
  backOffMs: 50,
  maxBackOffMs: 400,
  usageMs: 50,
};

type Draft = Omit<Partial<PodSpec>, 'containers'> & {
  labels?: Record<string, string>;
};

/** A cluster with one node, whose images are programs that a test wrote. */
export class TestNode {
  readonly running: TestCluster;
  readonly client: Client;
  readonly log: string[] = [];
  readonly #timings: Partial<Timings>;
  readonly #faults: Faults | undefined;
  kubelet: Kubelet;

  private constructor(
    running: TestCluster,
    timings: Partial<Timings>,
    kubelet: Kubelet,
    log: string[],
    faults: Faults | undefined,
  ) {
    this.running = running;
    this.client = running.cluster.client('test');
    this.#timings = timings;
    this.kubelet = kubelet;
    this.log = log;
    this.#faults = faults;
  }

  static async start(
    timings: Partial<Timings> = {},
    faults?: Faults,
  ): Promise<TestNode> {
    const running = await startTestCluster();
    const log: string[] = [];
    const wanted = { ...QUICK, ...timings };
    const kubelet = await startOn(running, wanted, log, faults);
    const node = new TestNode(running, wanted, kubelet, log, faults);
    node.client
      .resource('v1', 'namespaces')
      .create('', { metadata: { name: 'shop' } });
    return node;
  }

  /** Ends the kubelet and starts another one on what it left. */
  async restartKubelet(): Promise<void> {
    await this.kubelet.stop();
    this.kubelet = await startOn(
      this.running,
      this.#timings,
      this.log,
      this.#faults,
    );
  }

  /** An image whose program is given as text. */
  addImage(name: string, program: string): void {
    addImage(imagesOf(this.running), name, program);
  }

  /** A pod of one container on this node, as the scheduler would leave it. */
  createPod(
    name: string,
    container: object = {},
    { labels = {}, ...spec }: Draft = {},
  ): void {
    this.client.resource('v1', 'pods').create('shop', {
      metadata: { name, labels },
      spec: {
        nodeName: 'node-1',
        containers: [{ name: 'app', image: name, ...container }],
        ...spec,
      },
    });
  }

  /** A Service of the pods given, with the endpoints that its controller would write. */
  createService(name: string, pods: string[], port = 80): void {
    this.client.resource('v1', 'services').create('shop', {
      metadata: { name },
      spec: { ports: [{ port, targetPort: 8080 }] },
    });
    this.client
      .resource('discovery.k8s.io/v1', 'endpointslices')
      .create('shop', {
        metadata: {
          name: `${name}-1`,
          labels: { 'kubernetes.io/service-name': name },
        },
        addressType: 'IPv4',
        ports: [{ port: 8080 }],
        endpoints: pods.map(pod => ({
          addresses: [this.pod(pod).status.podIP],
          conditions: { ready: true },
          targetRef: { kind: 'Pod', namespace: 'shop', name: pod },
        })),
      });
  }

  pods(): Pod[] {
    return this.#pods.list().items;
  }

  pod(name: string): Pod {
    return this.#pods.get('shop', name);
  }

  find(name: string): Pod | undefined {
    return this.#pods.find('shop', name);
  }

  container(name: string): ContainerStatus | undefined {
    return this.find(name)?.status.containerStatuses?.[0];
  }

  deletePod(name: string, gracePeriodSeconds?: number): void {
    this.#pods.delete('shop', name, {
      ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
    });
  }

  isReady(name: string): boolean {
    return (this.find(name)?.status.conditions ?? []).some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
  }

  async untilReady(...names: string[]): Promise<void> {
    await this.until(() => names.every(name => this.isReady(name)));
  }

  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    try {
      await eventually(condition);
    } catch (error) {
      const pods = this.#pods.list().items.map(({ status }) => status);
      throw new Error(
        `${error}: ${JSON.stringify(pods, null, 1)}\n${this.log.join('\n')}`,
      );
    }
  }

  /** What events say of a pod: `Warning BackOff: …`. */
  events(pod: string): string[] {
    return this.client
      .resource<KubeObject & Record<string, unknown>>('v1', 'events')
      .list({ namespace: 'shop' })
      .items.filter(({ involvedObject }) => Object(involvedObject).name === pod)
      .map(({ type, reason, message }) => `${type} ${reason}: ${message}`);
  }

  async stop(): Promise<void> {
    await this.kubelet.stop();
    await this.running.stop();
  }

  get #pods() {
    return this.client.resource<Pick<Pod, 'spec' | 'status'>>('v1', 'pods');
  }
}

function imagesOf({ scratch }: TestCluster): string {
  return join(scratch, 'images');
}

async function startOn(
  running: TestCluster,
  timings: Partial<Timings>,
  log: string[],
  faults?: Faults,
): Promise<Kubelet> {
  const { cluster, scratch } = running;
  return await startKubelet({
    cluster,
    nodeName: 'node-1',
    labels: { 'topology.kubernetes.io/region': 'europe-west1' },
    capacity: { cpu: '4', memory: '8Gi', pods: '110' },
    folder: join(scratch, 'node-1'),
    images: imagesIn(imagesOf(running)),
    log: line => log.push(line),
    timings,
    faults,
  });
}

import { setImmediate } from 'node:timers/promises';
import { Found } from '../../kubernetes';
import { PodFields } from '../../kubernetes/controllers/types';
import { TestClock } from '../../kubernetes/controllers/__testUtils__/TestClock';
import { createKubectl } from '../../kubernetes/__testUtils__/kubectl';
import { TestCluster } from '../../kubernetes/__testUtils__/testCluster';
import { FaultTable } from '../../network/faults/FaultTable';
import { ChaosMesh, ChaosMeshOptions } from '../ChaosMesh';
import { startChaosCluster } from './chaosCluster';

/** Far more than a test causes between two times. */
const MOST_CHANGES = 5_000;

const PLURALS = [
  'schedules',
  'workflows',
  'workflownodes',
  'statuschecks',
  'podchaos',
  'networkchaos',
  'stresschaos',
  'httpchaos',
  'dnschaos',
  'timechaos',
  'iochaos',
];

export type StoredObject = Found<{
  spec: Record<string, unknown>;
  status?: Record<string, unknown>;
}>;

/**
 * Chaos Mesh on a cluster with three pods that nobody runs, whose time passes when
 * a test says so. Objects have the machine's time, which is a little ahead of the
 * test's at its beginning and stands still from then on.
 */
export class ChaosWorld {
  readonly log: string[] = [];
  readonly #running: TestCluster;
  #clock = new TestClock();
  #mesh: ChaosMesh | undefined;
  #options: Partial<ChaosMeshOptions> = {};
  /** What pods printed, by their names. */
  readonly #printed = new Map<string, string>();

  private constructor(running: TestCluster) {
    this.#running = running;
  }

  static async create(): Promise<ChaosWorld> {
    return new ChaosWorld(await startChaosCluster());
  }

  /** Begins a test: with the pods, and nothing else. */
  async begin(options: Partial<ChaosMeshOptions> = {}): Promise<void> {
    this.#clock = new TestClock();
    this.#options = options;
    for (const name of ['core-1', 'core-2', 'core-3']) {
      this.#pods.create('shop', {
        metadata: { name, labels: { app: 'core' } },
        spec: { containers: [{ name: 'app', image: 'core' }] },
      });
    }
    this.#startMesh();
    await this.settled();
  }

  /** Ends a test, and with it what it made. */
  async end(): Promise<void> {
    for (const plural of PLURALS) {
      this.list(plural).forEach(({ metadata }) =>
        this.resource(plural).delete('shop', metadata.name ?? ''),
      );
      await this.settled();
    }
    this.#mesh?.stop();
    this.pods().forEach(name =>
      this.#pods.delete('shop', name, { gracePeriodSeconds: 0 }),
    );
  }

  async stop(): Promise<void> {
    await this.#running.stop();
  }

  /** kubectl on this cluster. */
  kubectl() {
    const { scratch, cluster } = this.#running;
    return createKubectl(scratch, cluster.kubeconfig());
  }

  resource(plural: string) {
    return this.#running.cluster
      .client('test')
      .resource<Pick<StoredObject, 'spec' | 'status'>>(
        'chaos-mesh.org/v1alpha1',
        plural,
      );
  }

  list(plural: string): StoredObject[] {
    return this.resource(plural).list({ namespace: 'shop' }).items;
  }

  /** Says of a pod what a kubelet would, and has it have printed something. */
  async report(
    name: string,
    phase: string,
    state: object,
    printed = '',
  ): Promise<void> {
    this.#printed.set(name, printed);
    const [{ name: container }] = this.#pods.get('shop', name).spec.containers;
    this.#pods.updateStatus({
      metadata: { namespace: 'shop', name },
      status: { phase, containerStatuses: [{ name: container, state }] },
    });
    await this.settled();
  }

  pod(name: string): Found<PodFields> {
    return this.#pods.get('shop', name);
  }

  async deletePod(name: string): Promise<void> {
    this.#pods.delete('shop', name, { gracePeriodSeconds: 0 });
    await this.settled();
  }

  pods(): string[] {
    return this.#pods
      .list({ namespace: 'shop' })
      .items.map(({ metadata }) => metadata.name ?? '');
  }

  /** What was said of an object, as `reason: message`. */
  events(name: string): string[] {
    return this.#running.cluster
      .client('test')
      .resource<{
        reason: string;
        message: string;
        involvedObject: { name: string };
      }>('v1', 'events')
      .list()
      .items.filter(({ involvedObject }) => involvedObject.name === name)
      .map(({ reason, message }) => `${reason}: ${message}`);
  }

  async create(
    plural: string,
    name: string,
    spec: object,
    metadata: object = {},
  ): Promise<void> {
    this.resource(plural).create('shop', {
      metadata: { name, ...metadata },
      spec,
    });
    await this.settled();
  }

  async annotate(
    plural: string,
    name: string,
    annotations: object,
  ): Promise<void> {
    this.resource(plural).patch('shop', name, { metadata: { annotations } });
    await this.settled();
  }

  async delete(plural: string, name: string): Promise<void> {
    this.resource(plural).delete('shop', name);
    await this.settled();
  }

  /** All have done what there was to do: nothing here waits for anything but the clock. */
  async settled(): Promise<void> {
    const { store } = this.#running.cluster.registry;
    const first = store.revision;
    let revision = -1;
    while (revision !== store.revision) {
      revision = store.revision;
      if (revision > first + MOST_CHANGES) {
        throw new Error('what happens here never ends');
      }
      for (let turn = 0; turn < 12; turn += 1) {
        await setImmediate();
      }
    }
  }

  /** Lets time pass, with all that it causes on the way. */
  async pass(seconds: number): Promise<void> {
    const end = this.#clock.now() + seconds * 1000;
    await this.settled();
    while (!this.#clock.step(end)) {
      await this.settled();
    }
    await this.settled();
  }

  /** The platform ends and starts again, after a while. */
  async restart(secondsBetween = 0): Promise<void> {
    this.#mesh?.stop();
    await this.pass(secondsBetween);
    await this.#running.restart();
    ChaosMesh.install(this.#running.cluster);
    this.#startMesh();
    await this.settled();
  }

  get #pods() {
    return this.#running.cluster
      .client('test')
      .resource<PodFields>('v1', 'pods');
  }

  #startMesh(): void {
    const { cluster } = this.#running;
    const printed = this.#printed;
    cluster.setRuntime({
      async *logs({ metadata }) {
        yield printed.get(metadata.name ?? '') ?? '';
      },
      podMetrics: () => [],
      nodeMetrics: () => [],
    });
    this.#mesh = ChaosMesh.start({
      cluster,
      faults: new FaultTable(),
      findContainer: () => undefined,
      machineBytes: 2 ** 30,
      clock: this.#clock,
      log: line => this.log.push(line),
      ...this.#options,
    });
  }
}

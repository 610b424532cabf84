import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Client,
  Cluster,
  Informer,
  LogOptions,
  PodRuntime,
} from '../kubernetes';
import { ClusterNetwork } from '../network/ClusterNetwork';
import { Faults } from '../network/proxy/types';
import { ClusterRuntime } from './ClusterRuntime';
import { ConfigSources } from './ConfigSources';
import { EventRecorder } from './EventRecorder';
import { ContainerLogs } from './logs/ContainerLogs';
import { NodeServices } from './NodeServices';
import { NodeStatus } from './NodeStatus';
import { PodWorker } from './pod/PodWorker';
import { ProcessRecords } from './ProcessRecords';
import {
  ContainerHandle,
  defaultTimings,
  ImageSource,
  Pod,
  Timings,
} from './types';
import { UsageMeter } from './usage/UsageMeter';

const HOST_IP = '127.0.0.1';
/** How long programs may take to end when the kubelet stops. */
const STOP_GRACE_SECONDS = 10;

export type KubeletOptions = {
  cluster: Cluster;
  nodeName: string;
  labels: Record<string, string>;
  capacity: { cpu: string; memory: string; pods: string };
  /** For logs, records of processes and files of pods. */
  folder: string;
  images: ImageSource;
  log?(line: string): void;
  /** What is done to the connections of pods. */
  faults?: Faults;
  timings?: Partial<Timings>;
};

/** Runs the pods of one node: each container is a process of this machine. */
export class Kubelet {
  readonly network: ClusterNetwork;
  readonly #options: KubeletOptions;
  readonly #services: NodeServices;
  readonly #node: NodeStatus;
  readonly #pods: Informer<Pod>;
  /** By uid: a pod may come again under its name before the old one is gone. */
  readonly #workers = new Map<string, PodWorker>();

  private constructor(
    options: KubeletOptions,
    client: Client,
    services: NodeServices,
  ) {
    const { cluster, nodeName } = options;
    this.#options = options;
    this.#services = services;
    this.network = services.network;
    this.#node = new NodeStatus({
      ...options,
      client,
      hostIp: HOST_IP,
      everyMs: services.timings.heartbeatMs,
      log: services.log,
    });
    const pods = client.resource<Pick<Pod, 'spec' | 'status'>>('v1', 'pods');
    this.#pods = pods
      .informer({ fieldSelector: `spec.nodeName=${nodeName}` })
      .on(({ type, object }) => {
        const uid = object.metadata.uid ?? '';
        const worker = this.#workers.get(uid);
        if (type === 'deleted') {
          worker?.remove();
        } else if (worker) {
          worker.update(object);
        } else {
          const started = new PodWorker({
            pod: object,
            pods,
            services,
            onGone: () => this.#workers.delete(uid),
          });
          this.#workers.set(uid, started);
          started.start();
        }
      })
      .start();
    ClusterRuntime.of(cluster).add(nodeName, this.#runtime());
  }

  static async start(options: KubeletOptions): Promise<Kubelet> {
    const { cluster, nodeName, folder, images, faults } = options;
    const { log = () => {}, capacity } = options;
    const timings = { ...defaultTimings, ...options.timings };
    const compileCache = join(folder, 'compile-cache');
    await mkdir(compileCache, { recursive: true, mode: 0o700 });
    const records = await ProcessRecords.open(join(folder, 'processes'));
    const left = await records.endLeftovers();
    if (left > 0) {
      log(`${nodeName}: ended ${left} processes that an earlier kubelet left`);
    }
    const logs = await ContainerLogs.open(join(folder, 'pods'));
    const client = cluster.client('kubelet');
    await logs.keepOnly(
      client.resource<Pick<Pod, 'spec' | 'status'>>('v1', 'pods').list().items,
    );
    return new Kubelet(options, client, {
      nodeName,
      hostIp: HOST_IP,
      capacity,
      compileCache,
      images,
      config: new ConfigSources(client),
      events: new EventRecorder(client, nodeName, log),
      logs,
      records,
      meter: new UsageMeter(timings.usageMs),
      network: new ClusterNetwork({ client, seed: folder, faults }),
      timings,
      log,
    });
  }

  /** A container of a pod of this node, as long as it runs. */
  container(
    namespace: string,
    pod: string,
    name: string,
  ): ContainerHandle | undefined {
    const uid = this.#pods.get(namespace, pod)?.metadata.uid ?? '';
    return this.#workers.get(uid)?.container(name);
  }

  /** Ends all that runs here; the pods are started again by who comes next. */
  async stop(): Promise<void> {
    const { cluster, nodeName } = this.#options;
    const { config, meter, network } = this.#services;
    this.#pods.stop();
    this.#node.stop();
    ClusterRuntime.of(cluster).remove(nodeName);
    await Promise.all(
      [...this.#workers.values()].map(worker =>
        worker.stop(STOP_GRACE_SECONDS),
      ),
    );
    config.stop();
    meter.stop();
    await network.stop();
  }

  #runtime(): PodRuntime {
    const { logs, meter } = this.#services;
    const { nodeName } = this.#options;
    const find = (name: string, namespace: string) =>
      this.#pods.get(namespace, name);
    return {
      logs: ({ metadata }, container, options: LogOptions) => {
        const pod = find(metadata.name ?? '', metadata.namespace ?? '');
        return pod ? logs.read(pod, container, options) : nothing();
      },
      podMetrics: () => meter.podUsage(),
      nodeMetrics: () => [meter.nodeUsage(nodeName)],
    };
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // The pod has just gone.
}

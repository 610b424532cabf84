import {
  ApiError,
  Cluster,
  KubeObject,
  LogOptions,
  PodRuntime,
  Usage,
} from '../kubernetes';
import { at } from '../kubernetes/model/json';

/** The nodes of a cluster, together who runs its pods. */
export class ClusterRuntime implements PodRuntime {
  static readonly #runtimes = new WeakMap<Cluster, ClusterRuntime>();
  readonly #nodes = new Map<string, PodRuntime>();

  static of(cluster: Cluster): ClusterRuntime {
    const known = this.#runtimes.get(cluster);
    if (known) {
      return known;
    }
    const runtime = new ClusterRuntime();
    this.#runtimes.set(cluster, runtime);
    cluster.setRuntime(runtime);
    return runtime;
  }

  add(nodeName: string, runtime: PodRuntime): void {
    this.#nodes.set(nodeName, runtime);
  }

  remove(nodeName: string): void {
    this.#nodes.delete(nodeName);
  }

  logs(
    pod: KubeObject,
    container: string,
    options: LogOptions,
  ): AsyncIterable<string | Uint8Array> {
    const nodeName = String(at(pod, 'spec', 'nodeName') ?? '');
    const node = this.#nodes.get(nodeName);
    if (!node) {
      throw new ApiError(
        503,
        'ServiceUnavailable',
        `the kubelet of node ${JSON.stringify(nodeName)} does not answer`,
      );
    }
    return node.logs(pod, container, options);
  }

  podMetrics(): Usage[] {
    return [...this.#nodes.values()].flatMap(node => node.podMetrics());
  }

  nodeMetrics(): Usage[] {
    return [...this.#nodes.values()].flatMap(node => node.nodeMetrics());
  }
}

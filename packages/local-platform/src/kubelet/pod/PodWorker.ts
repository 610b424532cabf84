import { setImmediate } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import { ResourceClient } from '../../kubernetes';
import {
  nameOf,
  namespaceOf,
  timestamp,
} from '../../kubernetes/model/KubeObject';
import { equals } from '../../kubernetes/model/json';
import { ContainerRunner } from '../container/ContainerRunner';
import { PodAddress } from '../../network/ClusterNetwork';
import { NodeServices } from '../NodeServices';
import { pause } from '../pause';
import { Container, ContainerHandle, Pod } from '../types';
import { hasCompleted, podStatus, PodSituation } from './podStatus';

export type PodWorkerOptions = {
  pod: Pod;
  pods: ResourceClient<{ spec: Pod['spec']; status: Pod['status'] }>;
  services: NodeServices;
  /** When the pod is gone, and nothing of it is left. */
  onGone(): void;
};

type Kind = 'initContainers' | 'containers';

/** One pod of the node, from when it is seen until nothing of it is left. */
export class PodWorker {
  readonly #options: PodWorkerOptions;
  readonly #ending = new AbortController();
  readonly #runners: Record<Kind, ContainerRunner[]> = {
    initContainers: [],
    containers: [],
  };
  readonly #startTime: string;
  readonly #startedMs: number;
  #pod: Pod;
  #address: PodAddress | undefined;
  #failure: PodSituation['failure'];
  #running: Promise<void> = Promise.resolve();
  #termination: Promise<void> | undefined;
  #killTimer: NodeJS.Timeout | undefined;
  #killAt = Infinity;
  #deadline: NodeJS.Timeout | undefined;
  #isWriting = false;
  /** Nothing is written any more: the kubelet stops, or the pod is gone. */
  #isSilent = false;

  constructor(options: PodWorkerOptions) {
    this.#options = options;
    this.#pod = options.pod;
    const { startTime } = options.pod.status;
    this.#startTime = startTime ?? timestamp();
    this.#startedMs = startTime ? Date.parse(startTime) : Date.now();
  }

  start(): void {
    this.#watchDeadline();
    if (this.#pod.metadata.deletionTimestamp) {
      this.#terminate();
      return;
    }
    this.#running = this.#run().catch(error => {
      this.#services.log(`pod ${this.#id}: ${toError(error).message}`);
    });
  }

  /** It was changed by others, or by what was written here. */
  update(pod: Pod): void {
    const previous = this.#pod;
    this.#pod = pod;
    if (pod.metadata.deletionTimestamp) {
      this.#terminate();
      return;
    }
    if (!equals(previous.spec, pod.spec)) {
      this.#watchDeadline();
      this.#all.forEach(runner => runner.update(previous));
    }
    if (!equals(previous.status, pod.status)) {
      this.#changed();
    }
  }

  /** One of its containers, as long as it runs. */
  container(name: string): ContainerHandle | undefined {
    return this.#runners.containers.find(each => each.name === name)?.handle;
  }

  /** It was deleted without waiting for its end. */
  remove(): void {
    this.#isSilent = true;
    this.#killWithin(0);
    this.#terminate();
  }

  /** Ends its processes, as a node does that is shut down; what its status says stays. */
  async stop(longestGraceSeconds: number): Promise<void> {
    this.#isSilent = true;
    clearTimeout(this.#deadline);
    const { terminationGracePeriodSeconds = 30 } = this.#pod.spec;
    const grace = Math.min(terminationGracePeriodSeconds, longestGraceSeconds);
    this.#killWithin(grace * this.#secondMs);
    await (this.#termination ?? this.#endAll(grace));
    clearTimeout(this.#killTimer);
    await this.#release();
  }

  get #services(): NodeServices {
    return this.#options.services;
  }

  get #secondMs(): number {
    return this.#services.timings.secondMs;
  }

  get #id(): string {
    return `${namespaceOf(this.#pod)}/${nameOf(this.#pod)}`;
  }

  get #all(): ContainerRunner[] {
    return [...this.#runners.initContainers, ...this.#runners.containers];
  }

  async #run(): Promise<void> {
    const { phase, podIP } = this.#pod.status;
    if (phase === 'Succeeded' || phase === 'Failed') {
      return;
    }
    if (podIP) {
      // What ran there under an earlier kubelet runs no more, whatever endpoints say yet.
      this.#services.network.withdraw(podIP);
    }
    this.#address = await this.#join();
    if (!this.#address) {
      return;
    }
    const create = (kind: Kind) =>
      (this.#pod.spec[kind] ?? []).map(each => this.#createRunner(kind, each));
    this.#runners.initContainers = create('initContainers');
    this.#runners.containers = create('containers');
    this.#changed();
    if (await this.#initialize()) {
      await Promise.all(this.#runners.containers.map(runner => runner.run()));
    }
    // It ended by itself: who is told to end it does the rest.
    if (!this.#ending.signal.aborted) {
      clearTimeout(this.#deadline);
      await this.#release();
    }
  }

  /** Gives the pod its address; undefined when it ends first. */
  async #join(): Promise<PodAddress | undefined> {
    const { network, events, timings } = this.#services;
    const { backOffMs, maxBackOffMs } = timings;
    const { signal } = this.#ending;
    for (
      let delay = backOffMs;
      !signal.aborted;
      delay = Math.min(delay * 2, maxBackOffMs)
    ) {
      try {
        return await network.addPod(this.#id, this.#pod.status.podIP);
      } catch (error) {
        events.warning(
          this.#pod,
          'FailedCreatePodSandBox',
          `Failed to create pod sandbox: ${toError(error).message}`,
        );
        await pause(delay, signal);
      }
    }
    return undefined;
  }

  /** Runs the init containers one after the other; false when one failed for good. */
  async #initialize(): Promise<boolean> {
    for (const runner of this.#runners.initContainers) {
      await runner.run();
      if (!hasCompleted(runner.status)) {
        return false;
      }
    }
    return !this.#ending.signal.aborted;
  }

  #createRunner(kind: Kind, { name }: Container): ContainerRunner {
    const statuses =
      kind === 'containers'
        ? this.#pod.status.containerStatuses
        : this.#pod.status.initContainerStatuses;
    return new ContainerRunner({
      services: this.#services,
      kind,
      name,
      podIp: this.#address?.ip ?? '',
      pod: () => this.#pod,
      before: statuses?.find(status => status.name === name),
      signal: this.#ending.signal,
      onChange: () => this.#changed(),
    });
  }

  /** Writes the status once for all that changed at a time. */
  #changed(): void {
    if (this.#isWriting || this.#isSilent || this.#all.length === 0) {
      return;
    }
    this.#isWriting = true;
    queueMicrotask(() => {
      this.#isWriting = false;
      this.#write();
    });
  }

  #write(): void {
    const { pods } = this.#options;
    const pod = pods.find(namespaceOf(this.#pod), nameOf(this.#pod));
    if (
      this.#isSilent ||
      pod?.metadata.uid !== this.#pod.metadata.uid ||
      !pod
    ) {
      return;
    }
    const status = podStatus(pod, {
      initContainers: this.#runners.initContainers.map(each => each.status),
      containers: this.#runners.containers.map(each => each.status),
      ended: new Set(
        this.#all.filter(each => this.#isOver(each)).map(({ name }) => name),
      ),
      podIp: this.#address?.ip,
      hostIp: this.#services.hostIp,
      startTime: this.#startTime,
      failure: this.#failure,
    });
    try {
      this.#pod = pods.updateStatus({ ...structuredClone(pod), status });
    } catch (error) {
      this.#services.log(`status of ${this.#id}: ${toError(error).message}`);
    }
  }

  /** One that ended while its pod ends is not started again. */
  #isOver(runner: ContainerRunner): boolean {
    return this.#ending.signal.aborted
      ? runner.status.state.terminated !== undefined
      : runner.ended !== undefined;
  }

  #watchDeadline(): void {
    const { activeDeadlineSeconds } = this.#pod.spec;
    clearTimeout(this.#deadline);
    if (activeDeadlineSeconds === undefined || this.#termination) {
      return;
    }
    const passed = Date.now() - this.#startedMs;
    this.#deadline = setTimeout(
      () => void this.#fail(),
      Math.max(0, activeDeadlineSeconds * this.#secondMs - passed),
    );
    this.#deadline.unref();
  }

  async #fail(): Promise<void> {
    this.#failure = {
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    };
    const { reason, message } = this.#failure;
    this.#services.events.warning(this.#pod, reason, message);
    const grace = this.#pod.spec.terminationGracePeriodSeconds ?? 30;
    this.#killWithin(grace * this.#secondMs);
    await this.#endAll(grace);
    clearTimeout(this.#killTimer);
    this.#changed();
    await this.#release();
  }

  /** A second request may only make it shorter. */
  #terminate(): void {
    const { deletionGracePeriodSeconds = 0 } = this.#pod.metadata;
    this.#killWithin(deletionGracePeriodSeconds * this.#secondMs);
    this.#termination ??= this.#end(deletionGracePeriodSeconds).catch(error =>
      this.#services.log(`end of ${this.#id}: ${toError(error).message}`),
    );
  }

  async #end(graceSeconds: number): Promise<void> {
    clearTimeout(this.#deadline);
    await this.#endAll(graceSeconds);
    clearTimeout(this.#killTimer);
    if (!this.#isSilent) {
      this.#write();
      this.#delete();
    }
    await this.#release();
    await this.#services.logs.remove(this.#pod);
    this.#options.onGone();
  }

  async #endAll(graceSeconds: number): Promise<void> {
    // Nobody is sent to it any more, before it hears of its end.
    this.#address?.withdraw();
    this.#ending.abort();
    await setImmediate();
    await Promise.all(
      this.#all.map(runner =>
        runner.end(graceSeconds, `Stopping container ${runner.name}`),
      ),
    );
    await this.#running;
  }

  #killWithin(ms: number): void {
    const at = performance.now() + ms;
    if (at < this.#killAt) {
      this.#killAt = at;
      clearTimeout(this.#killTimer);
      this.#killTimer = setTimeout(
        () => this.#all.forEach(runner => runner.kill()),
        ms,
      );
    }
  }

  async #release(): Promise<void> {
    await this.#address?.release();
  }

  #delete(): void {
    const { pods } = this.#options;
    const { uid } = this.#pod.metadata;
    const found = pods.find(namespaceOf(this.#pod), nameOf(this.#pod));
    if (found?.metadata.uid === uid) {
      this.#isSilent = true;
      pods.delete(namespaceOf(this.#pod), nameOf(this.#pod), {
        gracePeriodSeconds: 0,
        preconditions: { uid },
      });
    }
  }
}

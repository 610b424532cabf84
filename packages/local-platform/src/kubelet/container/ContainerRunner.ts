import { randomBytes } from 'node:crypto';
import { toError } from '@backstage/errors';
import {
  nameOf,
  namespaceOf,
  timestamp,
} from '../../kubernetes/model/KubeObject';
import { ContainerLog } from '../logs/ContainerLog';
import { NodeServices } from '../NodeServices';
import { pause } from '../pause';
import {
  Container,
  ContainerHandle,
  ContainerState,
  ContainerStatus,
  FoundImage,
  Pod,
  Terminated,
} from '../types';
import { BackOff } from './BackOff';
import { ConfigError } from './ConfigError';
import { lastStateOf, nextStart } from './before';
import { Ended, StartError } from './ContainerProcess';
import { Launch, prepareLaunch } from './launch';
import { pullImage } from './pullImage';
import { RunningContainer } from './RunningContainer';
import { Start, terminatedAtStart, terminatedBy } from './terminated';

export type RunnerOptions = {
  services: NodeServices;
  kind: 'containers' | 'initContainers';
  name: string;
  podIp: string;
  /** The pod as it is now. */
  pod(): Pod;
  /** What an earlier kubelet left as its status. */
  before?: ContainerStatus;
  /** Given when the pod is to end: nothing is started then. */
  signal: AbortSignal;
  /** Its status has changed. */
  onChange(): void;
};

const ID_BYTES = 32;

/** One container of a pod, over all its starts. */
export class ContainerRunner {
  readonly #options: RunnerOptions;
  readonly #backOff: BackOff;
  #status: ContainerStatus;
  #starts: number;
  #running: RunningContainer | undefined;
  /** The image that it runs, as the manifest named it. */
  #pulled = '';
  /** Ends a wait: something that it waits for has changed. */
  #poke = new AbortController();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.services.timings);
    const { before } = options;
    this.#starts = before ? nextStart(before) : 0;
    this.#status = {
      name: options.name,
      state: { waiting: { reason: 'ContainerCreating' } },
      lastState: lastStateOf(before),
      ready: false,
      started: false,
      restartCount: before?.restartCount ?? 0,
      image: this.#container.image,
      imageID: before?.imageID ?? '',
      ...(before?.containerID && { containerID: before.containerID }),
    };
    const { terminated } = this.#status.lastState;
    const hasRun = before?.state.terminated ?? before?.state.running;
    if (hasRun && terminated && !this.#restarts(terminated)) {
      this.#status = {
        ...this.#status,
        state: { terminated },
        lastState: before?.lastState ?? {},
      };
    }
  }

  get name(): string {
    return this.#options.name;
  }

  get status(): ContainerStatus {
    return this.#status;
  }

  /** Whether it ended for good. */
  get ended(): Terminated | undefined {
    const { terminated } = this.#status.state;
    return terminated && !this.#restarts(terminated) ? terminated : undefined;
  }

  /** Runs it again and again as its pod wants; resolves when that is over. */
  async run(): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted && !this.ended) {
      const image = await this.#pull();
      const launch = image && (await this.#prepare(image));
      if (!launch || signal.aborted) {
        return;
      }
      const ranMs = await this.#runOnce(image, launch);
      if (!this.ended) {
        await this.#waitInBackOff(ranMs);
      }
    }
  }

  /** As long as it runs. */
  get handle(): ContainerHandle | undefined {
    return this.#running?.handle;
  }

  /** Its pod's manifest has changed. */
  update(previous: Pod): void {
    const old = findContainer(previous, this.#options);
    if (old && old.image !== this.#container.image) {
      // Another program, which has not failed yet.
      this.#backOff.reset();
      this.#poke.abort();
      this.#endChanged();
    }
  }

  /** Ends the process as the pod's manifest wants, and waits for that. */
  async end(graceSeconds: number, message: string): Promise<void> {
    await this.#running?.end(graceSeconds, message);
  }

  /** Ends the process at once. */
  kill(): void {
    this.#running?.kill();
  }

  #endChanged(): void {
    void this.end(
      this.#options.pod().spec.terminationGracePeriodSeconds ?? 30,
      `Container ${this.name} definition changed, will be restarted`,
    );
  }

  get #container(): Container {
    const { pod } = this.#options;
    const found = findContainer(pod(), this.#options);
    if (!found) {
      throw new Error(`${nameOf(pod())} has no container ${this.name}`);
    }
    return found;
  }

  get #fieldPath(): string {
    const { kind, name } = this.#options;
    return `spec.${kind}{${name}}`;
  }

  async #pull(): Promise<FoundImage | undefined> {
    const { services, signal } = this.#options;
    const pulled = await pullImage({
      services,
      signal,
      image: () => this.#container.image,
      untilChange: () => this.#untilPoke(),
      wait: (reason, message) => this.#wait(reason, message),
      normal: (reason, message) => this.#normal(reason, message),
      warning: (reason, message) => this.#warning(reason, message),
    });
    if (pulled) {
      this.#pulled = pulled.name;
    }
    return pulled?.found;
  }

  #untilPoke(): AbortSignal {
    this.#poke = new AbortController();
    return this.#poke.signal;
  }

  /** Waits until all that the manifest names is there; undefined when the pod ends. */
  async #prepare(image: FoundImage): Promise<Launch | undefined> {
    const { services, pod, podIp, signal } = this.#options;
    const { hostIp, capacity, config, compileCache } = services;
    while (!signal.aborted) {
      try {
        return prepareLaunch(
          this.#container,
          image,
          { pod: pod(), podIp, hostIp, capacity, config },
          { compileCache, pod: services.logs.folderOf(pod()) },
        );
      } catch (error) {
        const { message } = toError(error);
        this.#warning('Failed', `Error: ${message}`);
        if (!(error instanceof ConfigError)) {
          services.log(`${nameOf(pod())}/${this.name}: ${message}`);
        }
        this.#wait('CreateContainerConfigError', message);
        await config.changed(namespaceOf(pod()), signal);
      }
    }
    return undefined;
  }

  /** One start, to its end; resolves with how long it ran. */
  async #runOnce(image: FoundImage, launch: Launch): Promise<number> {
    const { services, pod } = this.#options;
    const id = randomBytes(ID_BYTES).toString('hex');
    const container = this.#container;
    const log = await services.logs.create(pod(), this.name, this.#starts);
    const start = { startedAt: timestamp(), containerID: `process://${id}` };
    const began = performance.now();
    this.#create(image, start);
    let running: RunningContainer;
    try {
      running = await this.#start({ id, container, launch, log });
    } catch (error) {
      this.#failStart(error, start);
      return 0;
    }
    const ended = await this.#follow(running, launch, start);
    this.#change({
      ready: false,
      started: false,
      state: {
        terminated: terminatedBy(ended, {
          start,
          container: this.#container,
          logFile: log.file,
        }),
      },
    });
    return performance.now() - began;
  }

  #create({ image }: FoundImage, { containerID }: Start): void {
    // Written with what comes of the start.
    this.#status = {
      ...this.#status,
      restartCount: this.#starts,
      image: this.#pulled,
      imageID: `${image.name}@sha256:${image.digest}`,
      containerID,
    };
    this.#starts += 1;
    this.#normal('Created', `Created container: ${this.name}`);
  }

  #start(options: {
    id: string;
    container: Container;
    launch: Launch;
    log: ContainerLog;
  }): Promise<RunningContainer> {
    const { id, container, launch, log } = options;
    const { services, pod, podIp } = this.#options;
    const { records, meter, timings } = services;
    return RunningContainer.start({
      process: {
        id,
        launch,
        log,
        records,
        meter,
        owner: {
          namespace: namespaceOf(pod()),
          pod: nameOf(pod()),
          container: this.name,
        },
      },
      container,
      podIp,
      secondMs: timings.secondMs,
      graceSeconds: () => pod().spec.terminationGracePeriodSeconds ?? 30,
      onStarted: () => this.#change({ started: true }),
      onReady: ready => this.#change({ ready }),
      normal: (reason, message) => this.#normal(reason, message),
      warning: (reason, message) => this.#warning(reason, message),
    });
  }

  /** From the moment that it runs until it has ended. */
  async #follow(
    running: RunningContainer,
    launch: Launch,
    { startedAt }: Start,
  ): Promise<Ended> {
    this.#running = running;
    this.#normal('Started', `Started container ${this.name}`);
    if (!launch.isNode) {
      this.#normal(
        'WithoutPodNetwork',
        `${launch.command} is not a Node program: it has this machine's network, not its pod's`,
      );
    }
    this.#setState({ running: { startedAt } });
    running.begin();
    // The pod may have been told to end while this start was under way.
    if (this.#options.signal.aborted) {
      running.kill();
    } else if (this.#container.image !== this.#pulled) {
      // So may its image have been changed, or changed back.
      this.#endChanged();
    }
    const ended = await running.ended;
    this.#running = undefined;
    return ended;
  }

  #failStart(error: unknown, start: Start): void {
    const { message } = toError(error);
    const text = `failed to start container ${JSON.stringify(
      this.name,
    )}: ${message}`;
    this.#warning('Failed', `Error: ${text}`);
    if (!(error instanceof StartError)) {
      this.#options.services.log(text);
    }
    const terminated = terminatedAtStart(text, start);
    this.#change(
      this.#restarts(terminated)
        ? {
            state: { waiting: { reason: 'RunContainerError', message: text } },
            lastState: { terminated },
          }
        : { state: { terminated } },
    );
  }

  async #waitInBackOff(ranMs: number): Promise<void> {
    const { signal, pod } = this.#options;
    const delay = this.#backOff.next(ranMs);
    if (delay === 0 || signal.aborted) {
      return;
    }
    const where = `container=${this.name} pod=${nameOf(pod())}_${namespaceOf(
      pod(),
    )}(${pod().metadata.uid})`;
    this.#warning(
      'BackOff',
      `Back-off restarting failed container ${this.name} in pod ${nameOf(
        pod(),
      )}_${namespaceOf(pod())}(${pod().metadata.uid})`,
    );
    this.#wait(
      'CrashLoopBackOff',
      `back-off ${describeDelay(delay)} restarting failed ${where}`,
    );
    await pause(delay, AbortSignal.any([signal, this.#untilPoke()]));
  }

  #restarts({ exitCode }: Terminated): boolean {
    const { kind, pod } = this.#options;
    const policy = pod().spec.restartPolicy ?? 'Always';
    if (kind === 'initContainers') {
      return exitCode !== 0 && policy !== 'Never';
    }
    return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
  }

  #wait(reason: string, message: string): void {
    this.#setState({ waiting: { reason, message } });
  }

  /** What ended becomes what was before. */
  #setState(state: ContainerState): void {
    const { terminated } = this.#status.state;
    this.#change({ state, ...(terminated && { lastState: { terminated } }) });
  }

  #change(change: Partial<ContainerStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#options.onChange();
  }

  #normal(reason: string, message: string): void {
    const { services, pod } = this.#options;
    services.events.normal(pod(), reason, message, this.#fieldPath);
  }

  #warning(reason: string, message: string): void {
    const { services, pod } = this.#options;
    services.events.warning(pod(), reason, message, this.#fieldPath);
  }
}

function findContainer(
  pod: Pod,
  { kind, name }: Pick<RunnerOptions, 'kind' | 'name'>,
): Container | undefined {
  return (pod.spec[kind] ?? []).find(container => container.name === name);
}

function describeDelay(ms: number): string {
  const seconds = ms / 1000;
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}

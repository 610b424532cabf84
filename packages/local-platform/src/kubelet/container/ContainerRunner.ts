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
  ContainerStatus,
  FoundImage,
  Pod,
  Terminated,
} from '../types';
import { BackOff, describeDelay } from './BackOff';
import { ConfigError } from './ConfigError';
import { ContainerEvents } from './ContainerEvents';
import { Ended, StartError } from './ContainerProcess';
import { ContainerRecord } from './ContainerRecord';
import { Launch, prepareLaunch } from './launch';
import { ContainerPlace, containerAt, findContainer } from './place';
import { pullImage } from './pullImage';
import { RunningContainer } from './RunningContainer';
import { Start, terminatedAtStart, terminatedBy } from './terminated';

export type RunnerOptions = ContainerPlace & {
  services: NodeServices;
  podIp: string;
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
  readonly #events: ContainerEvents;
  readonly #record: ContainerRecord;
  #running: RunningContainer | undefined;
  /** The image that it runs, as the manifest named it. */
  #pulled = '';
  /** Ends a wait: something that it waits for has changed. */
  #poke = new AbortController();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.services.timings);
    this.#events = new ContainerEvents(options.services, options);
    this.#record = new ContainerRecord({
      of: options,
      image: this.#container.image,
      before: options.before,
      onChange: () => options.onChange(),
    });
  }

  get name(): string {
    return this.#options.name;
  }

  get status(): ContainerStatus {
    return this.#record.status;
  }

  /** Whether it ended for good. */
  get ended(): Terminated | undefined {
    return this.#record.ended;
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
    return containerAt(this.#options);
  }

  async #pull(): Promise<FoundImage | undefined> {
    const { services, signal } = this.#options;
    const pulled = await pullImage({
      services,
      signal,
      image: () => this.#container.image,
      untilChange: () => this.#untilPoke(),
      wait: (reason, message) => this.#record.wait(reason, message),
      normal: (reason, message) => this.#events.normal(reason, message),
      warning: (reason, message) => this.#events.warning(reason, message),
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
        this.#events.failed(message, error instanceof ConfigError);
        this.#record.wait('CreateContainerConfigError', message);
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
    const log = await services.logs.create(
      pod(),
      this.name,
      this.#record.starts,
    );
    const start = { startedAt: timestamp(), containerID: `process://${id}` };
    const began = performance.now();
    this.#record.create(this.#pulled, image, start);
    this.#events.normal('Created', `Created container: ${this.name}`);
    let running: RunningContainer;
    try {
      running = await this.#start({ id, container, launch, log });
    } catch (error) {
      this.#failStart(error, start);
      return 0;
    }
    const ended = await this.#follow(running, launch, start);
    this.#record.change({
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
      onStarted: () => this.#record.change({ started: true }),
      onReady: ready => this.#record.change({ ready }),
      normal: (reason, message) => this.#events.normal(reason, message),
      warning: (reason, message) => this.#events.warning(reason, message),
    });
  }

  /** From the moment that it runs until it has ended. */
  async #follow(
    running: RunningContainer,
    launch: Launch,
    { startedAt }: Start,
  ): Promise<Ended> {
    this.#running = running;
    this.#events.started(launch);
    this.#record.setState({ running: { startedAt } });
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
    this.#events.failed(text, error instanceof StartError);
    const terminated = terminatedAtStart(text, start);
    this.#record.change(
      this.#record.restarts(terminated)
        ? {
            state: { waiting: { reason: 'RunContainerError', message: text } },
            lastState: { terminated },
          }
        : { state: { terminated } },
    );
  }

  async #waitInBackOff(ranMs: number): Promise<void> {
    const { signal } = this.#options;
    const delay = this.#backOff.next(ranMs);
    if (delay === 0 || signal.aborted) {
      return;
    }
    const where = this.#events.backingOff();
    this.#record.wait(
      'CrashLoopBackOff',
      `back-off ${describeDelay(delay)} restarting failed ${where}`,
    );
    await pause(delay, AbortSignal.any([signal, this.#untilPoke()]));
  }
}

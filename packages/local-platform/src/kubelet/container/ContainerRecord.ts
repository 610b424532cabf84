import {
  ContainerState,
  ContainerStatus,
  FoundImage,
  Terminated,
} from '../types';
import { lastStateOf, nextStart } from './before';
import { ContainerPlace } from './place';
import { Start } from './terminated';

/** The status of one container, and how often it was started. */
export class ContainerRecord {
  readonly #of: ContainerPlace;
  readonly #onChange: () => void;
  #status: ContainerStatus;
  #starts: number;

  constructor(options: {
    of: ContainerPlace;
    /** As the manifest names it. */
    image: string;
    /** What an earlier kubelet left as its status. */
    before?: ContainerStatus;
    onChange(): void;
  }) {
    const { of, image, before, onChange } = options;
    this.#of = of;
    this.#onChange = onChange;
    this.#starts = before ? nextStart(before) : 0;
    this.#status = {
      name: of.name,
      state: { waiting: { reason: 'ContainerCreating' } },
      lastState: lastStateOf(before),
      ready: false,
      started: false,
      restartCount: before?.restartCount ?? 0,
      image,
      imageID: before?.imageID ?? '',
      ...(before?.containerID && { containerID: before.containerID }),
    };
    const { terminated } = this.#status.lastState;
    const hasRun = before?.state.terminated ?? before?.state.running;
    if (hasRun && terminated && !this.restarts(terminated)) {
      this.#status = {
        ...this.#status,
        state: { terminated },
        lastState: before?.lastState ?? {},
      };
    }
  }

  get status(): ContainerStatus {
    return this.#status;
  }

  /** How often it was started before. */
  get starts(): number {
    return this.#starts;
  }

  /** Whether it ended for good. */
  get ended(): Terminated | undefined {
    const { terminated } = this.#status.state;
    return terminated && !this.restarts(terminated) ? terminated : undefined;
  }

  /** Whether its pod wants it to be started again after such an end. */
  restarts({ exitCode }: Terminated): boolean {
    const policy = this.#of.pod().spec.restartPolicy ?? 'Always';
    if (this.#of.kind === 'initContainers') {
      return exitCode !== 0 && policy !== 'Never';
    }
    return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
  }

  /**
   * Counts a start; written with what comes of it.
   *
   * @param pulled - the image as the manifest named it
   */
  create(pulled: string, { image }: FoundImage, { containerID }: Start): void {
    this.#status = {
      ...this.#status,
      restartCount: this.#starts,
      image: pulled,
      imageID: `${image.name}@sha256:${image.digest}`,
      containerID,
    };
    this.#starts += 1;
  }

  wait(reason: string, message: string): void {
    this.setState({ waiting: { reason, message } });
  }

  /** What ended becomes what was before. */
  setState(state: ContainerState): void {
    const { terminated } = this.#status.state;
    this.change({ state, ...(terminated && { lastState: { terminated } }) });
  }

  change(change: Partial<ContainerStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#onChange();
  }
}

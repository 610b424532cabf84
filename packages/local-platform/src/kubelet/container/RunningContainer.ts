import { pause } from '../pause';
import { check, Checked } from '../probes/check';
import { Probes } from '../probes/Probes';
import { Container, ContainerHandle, Handler } from '../types';
import { ContainerProcess, Ended, ProcessOptions } from './ContainerProcess';

export type RunningOptions = {
  process: ProcessOptions;
  container: Container;
  podIp: string;
  secondMs: number;
  /** How long it may take to end. */
  graceSeconds(): number;
  onStarted(): void;
  onReady(isReady: boolean): void;
  normal(reason: string, message: string): void;
  warning(reason: string, message: string): void;
};

/** A start hook may take as long as it likes, within reason. */
const LONGEST_START_HOOK_MS = 600_000;

/** One start of a container: its process with its hooks and probes. */
export class RunningContainer {
  readonly #options: RunningOptions;
  readonly #process: ContainerProcess;
  readonly #probes: Probes;
  #hasEnded = false;
  #ending: Promise<void> | undefined;

  private constructor(options: RunningOptions, process: ContainerProcess) {
    const { container, podIp, secondMs } = options;
    this.#options = options;
    this.#process = process;
    this.#probes = new Probes({
      context: { container, launch: options.process.launch, podIp },
      secondMs,
      onStarted: options.onStarted,
      onReady: options.onReady,
      onUnhealthy: (kind, message) =>
        options.warning('Unhealthy', `${kind} probe failed: ${message}`),
      onFatal: (kind, probe) => {
        void this.end(
          probe.terminationGracePeriodSeconds ?? options.graceSeconds(),
          `Container ${container.name} failed ${kind} probe, will be restarted`,
        );
      },
    });
  }

  static async start(options: RunningOptions): Promise<RunningContainer> {
    return new RunningContainer(
      options,
      await ContainerProcess.start(options.process),
    );
  }

  get ended(): Promise<Ended> {
    return this.#ended();
  }

  /** Runs its start hook, and probes it from then on. */
  begin(): void {
    const hook = this.#options.container.lifecycle?.postStart;
    if (hook) {
      void this.#beginWith(hook);
    } else {
      this.#probes.start();
    }
  }

  /** Ends it in order: its hook, a signal, and no more patience than that; resolves when it has ended. */
  async end(graceSeconds: number, message: string): Promise<void> {
    this.#ending ??= this.#end(graceSeconds, message);
    await this.#ending;
  }

  /** Ends it at once. */
  kill(): void {
    this.#process.kill();
  }

  get handle(): ContainerHandle {
    const { memoryLimit, isNode } = this.#options.process.launch;
    return {
      memoryLimit,
      isNode,
      kill: () => this.#process.kill(),
      adopt: pid => this.#process.adopt(pid),
      ended: this.#process.ended,
    };
  }

  async #ended(): Promise<Ended> {
    const ended = await this.#process.ended;
    this.#hasEnded = true;
    this.#probes.stop();
    return ended;
  }

  async #beginWith(hook: Handler): Promise<void> {
    const { container, graceSeconds, warning } = this.#options;
    const { ok, message } = await this.#run(hook, LONGEST_START_HOOK_MS);
    if (this.#hasEnded || this.#ending) {
      return;
    }
    if (ok) {
      this.#probes.start();
      return;
    }
    warning('FailedPostStartHook', `PostStartHook failed: ${message}`);
    await this.end(
      graceSeconds(),
      `FailedPostStartHook: container ${container.name} will be restarted`,
    );
  }

  async #end(graceSeconds: number, message: string): Promise<void> {
    const { container, secondMs, normal, warning } = this.#options;
    const process = this.#process;
    const graceMs = graceSeconds * secondMs;
    normal('Killing', message);
    this.#probes.stop();
    const timer = setTimeout(() => process.kill(), graceMs);
    try {
      const hook = container.lifecycle?.preStop;
      if (hook) {
        const result = await Promise.race([
          this.#run(hook, graceMs),
          process.ended.then(() => ({ ok: true, message: '' })),
        ]);
        if (!result.ok) {
          warning('FailedPreStopHook', `PreStopHook failed: ${result.message}`);
        }
      }
      process.signal('SIGTERM');
      await process.ended;
    } finally {
      clearTimeout(timer);
    }
  }

  async #run(handler: Handler, timeoutMs: number): Promise<Checked> {
    const { container, podIp, secondMs, process } = this.#options;
    if (handler.sleep) {
      const ms = handler.sleep.seconds * secondMs;
      await pause(Math.min(ms, timeoutMs), new AbortController().signal);
      return { ok: true, message: '' };
    }
    return await check(
      handler,
      { container, launch: process.launch, podIp },
      timeoutMs,
    );
  }
}

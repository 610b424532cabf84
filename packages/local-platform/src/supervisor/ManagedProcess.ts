import { toError } from '@backstage/errors';
import { ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import {
  endProcess,
  forgetIdentity,
  identify,
  ProcessIdentity,
  writeIdentity,
} from '../state/processes';
import { backOffMs } from './backOff';
import { ProcessLog } from './ProcessLog';
import { Diagnosis, ProcessEvent, ProcessSpec, ProcessState } from './types';

const POLL_STARTING_MS = 100;
const POLL_HEALTHY_MS = 5_000;
const FAILED_CHECKS_BEFORE_RESTART = 6;
const STEADY_AFTER_MS = 60_000;

export type ManagedProcessOptions = {
  spec: ProcessSpec;
  logFile: string;
  /** Where the running process is recorded, so that a later supervisor finds an orphan. */
  recordFile: string;
  /** What it gets besides the environment of its own. */
  environment?: Record<string, string>;
  onEvent?: (event: ProcessEvent) => void;
};

/** A start that did not succeed, in words for people. */
export class ProcessStartError extends Error {
  readonly diagnosis: Diagnosis;

  constructor(diagnosis: Diagnosis) {
    super(diagnosis.message);
    this.name = 'ProcessStartError';
    this.diagnosis = diagnosis;
  }
}

/**
 * One process under supervision: started until it serves, watched, started
 * again with back-off when it ends or stops answering, and stopped orderly.
 */
export class ManagedProcess {
  readonly spec: ProcessSpec;
  readonly log: ProcessLog;
  readonly #options: ManagedProcessOptions;
  readonly #stopping = new AbortController();
  #state: ProcessState = 'stopped';
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #identity: ProcessIdentity | undefined;
  #supervision: Promise<void> | undefined;

  constructor(options: ManagedProcessOptions) {
    this.#options = options;
    this.spec = options.spec;
    this.log = new ProcessLog(options.logFile);
  }

  get state(): ProcessState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process and resolves when it serves; a failure of this first start is thrown and not retried. */
  async start(): Promise<void> {
    await this.#startOnce();
    this.#supervision = this.#supervise();
  }

  /** Ends the process orderly and supervises it no longer. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#end();
    await this.#supervision;
    this.#state = 'stopped';
    await this.log.close();
  }

  async #startOnce(): Promise<void> {
    this.#change('starting');
    this.log.beginStart();
    const launch = await this.spec.launch();
    const child = spawn(launch.command, launch.args, {
      cwd: launch.cwd,
      env: { ...launch.env, ...this.#options.environment },
      uid: launch.identity?.uid,
      gid: launch.identity?.gid,
      // A group of its own, so that Ctrl-C reaches the supervisor alone, which ends its processes in order.
      detached: true,
      // The fourth pipe closes when the supervisor is gone: a process that cares reads it.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#exited = new Promise(resolve => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.stdout?.on('data', (chunk: Buffer) => this.log.write(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.log.write(chunk));
    child.on('error', error => this.log.write(`${error.message}\n`));
    await this.#record(child);
    try {
      await this.#untilHealthy(child);
    } catch (error) {
      await this.#end();
      throw error;
    }
    this.#change('healthy');
  }

  async #record(child: ChildProcess): Promise<void> {
    this.#identity =
      child.pid === undefined ? undefined : await identify(child.pid);
    if (this.#identity) {
      await writeIdentity(this.#options.recordFile, this.#identity);
    }
  }

  async #untilHealthy(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + this.spec.startTimeoutMs;
    for (;;) {
      if (hasEnded(child)) {
        await this.#exited;
        throw new ProcessStartError(this.#explainEnd(child));
      }
      const problem = await this.#check();
      if (problem === undefined && !hasEnded(child)) {
        return;
      }
      if (Date.now() > deadline) {
        throw new ProcessStartError({
          message: `${this.spec.title} did not answer within ${
            this.spec.startTimeoutMs / 1000
          } s (${problem}). Its log: ${this.log.file}`,
          fatal: false,
        });
      }
      await this.#pause(POLL_STARTING_MS);
      this.#stopping.signal.throwIfAborted();
    }
  }

  async #supervise(): Promise<void> {
    let attempt = 0;
    while (!this.#stopping.signal.aborted) {
      const servedFrom = Date.now();
      const detail = await this.#watch();
      if (this.#stopping.signal.aborted) {
        return;
      }
      await this.#end();
      attempt = Date.now() - servedFrom > STEADY_AFTER_MS ? 0 : attempt;
      attempt = await this.#restart(attempt, detail);
      if (this.#state === 'failed') {
        return;
      }
    }
  }

  /** Starts again until it serves; answers the number of attempts so far. */
  async #restart(attempts: number, detail: string): Promise<number> {
    let attempt = attempts;
    let reason = detail;
    while (!this.#stopping.signal.aborted) {
      this.#change('waiting', reason);
      await this.#pause(backOffMs(attempt));
      attempt += 1;
      if (this.#stopping.signal.aborted) {
        break;
      }
      try {
        await this.#startOnce();
        break;
      } catch (error) {
        reason = toError(error).message;
        if (error instanceof ProcessStartError && error.diagnosis.fatal) {
          this.#change('failed', reason);
          break;
        }
      }
    }
    return attempt;
  }

  /** Watches a serving process; answers why it has to be started again. */
  async #watch(): Promise<string> {
    const child = this.#child;
    let failures = 0;
    while (child && !hasEnded(child) && !this.#stopping.signal.aborted) {
      await Promise.race([this.#pause(POLL_HEALTHY_MS), this.#exited]);
      if (hasEnded(child) || this.#stopping.signal.aborted) {
        break;
      }
      const problem = await this.#check();
      failures = problem === undefined ? 0 : failures + 1;
      if (problem === undefined) {
        this.#change('healthy');
      } else if (failures >= FAILED_CHECKS_BEFORE_RESTART) {
        return `${this.spec.title} stopped answering: ${problem}`;
      } else {
        this.#change('unhealthy', problem);
      }
    }
    return child
      ? this.#explainEnd(child).message
      : `${this.spec.title} is not running`;
  }

  async #check(): Promise<string | undefined> {
    try {
      await this.spec.checkHealth();
      return undefined;
    } catch (error) {
      return toError(error).message;
    }
  }

  #explainEnd(child: ChildProcess): Diagnosis {
    const tail = this.log.tail();
    const known = this.spec.diagnose?.(tail);
    if (known) {
      return known;
    }
    const how = describeEnd(child);
    const last = tail.filter(line => line.trim() !== '').at(-1);
    return {
      message: `${this.spec.title} ${how}${
        last ? `: ${last.trim()}` : ''
      }. Its log: ${this.log.file}`,
      fatal: false,
    };
  }

  async #end(): Promise<void> {
    if (this.#identity) {
      await endProcess(this.#identity, {
        signal: this.spec.stopSignal,
        timeoutMs: this.spec.stopTimeoutMs,
      });
    }
    await this.#exited;
    this.#identity = undefined;
    await forgetIdentity(this.#options.recordFile);
  }

  #change(state: ProcessState, detail?: string): void {
    if (state === this.#state && state !== 'waiting') {
      return;
    }
    this.#state = state;
    this.#options.onEvent?.({
      process: this.spec.name,
      title: this.spec.title,
      state,
      detail,
    });
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(
      () => undefined,
    );
  }
}

function hasEnded(child: ChildProcess): boolean {
  return (
    child.pid === undefined ||
    child.exitCode !== null ||
    child.signalCode !== null
  );
}

function describeEnd(child: ChildProcess): string {
  if (child.pid === undefined) {
    return 'could not be started';
  }
  return child.signalCode
    ? `was ended by ${child.signalCode}`
    : `ended with code ${child.exitCode}`;
}

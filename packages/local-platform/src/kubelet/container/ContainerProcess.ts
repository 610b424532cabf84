import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isError, toError } from '@backstage/errors';
import { ContainerLog } from '../logs/ContainerLog';
import { ID_VARIABLE, killGroup, ProcessRecords } from '../ProcessRecords';
import { UsageMeter } from '../usage/UsageMeter';
import { Launch } from './launch';

/** Output that comes after the end, through what others still hold open, is not waited for longer. */
const LAST_OUTPUT_MS = 500;
const SIGNALS: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

export type Ended = { exitCode: number; outOfMemory: boolean };

/** A container could not be started at all. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

export type ProcessOptions = {
  id: string;
  launch: Launch;
  log: ContainerLog;
  records: ProcessRecords;
  meter: UsageMeter;
  /** Under which its usage is reported. */
  owner: { namespace: string; pod: string; container: string };
};

/** The running process of a container, with all that it starts itself. */
export class ContainerProcess {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #pid: number;
  readonly #options: ProcessOptions;
  #outOfMemory = false;

  private constructor(
    child: ChildProcess,
    pid: number,
    options: ProcessOptions,
  ) {
    this.#child = child;
    this.#pid = pid;
    this.#options = options;
    this.ended = this.#run(options);
  }

  static async start(options: ProcessOptions): Promise<ContainerProcess> {
    const { id, launch, log } = options;
    const child = spawn(launch.command, launch.args, {
      cwd: launch.cwd,
      env: { ...launch.env, [ID_VARIABLE]: id },
      // A group of its own: it ends with its first process.
      detached: true,
      // The fourth pipe closes when the kubelet is gone: Node programs end then.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (chunk: Buffer) => log.write('stdout', chunk));
    child.stderr?.on('data', (chunk: Buffer) => log.write('stderr', chunk));
    child.stdio[3]?.on('error', () => undefined);
    try {
      await once(child, 'spawn');
    } catch (error) {
      log.end();
      throw new StartError(explain(error, launch.command));
    }
    const { pid } = child;
    if (pid === undefined) {
      log.end();
      throw new StartError(`${launch.command} did not start`);
    }
    return new ContainerProcess(child, pid, options);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it and all that it started, at once. */
  kill(): void {
    killGroup(this.#pid);
    this.#child.kill('SIGKILL');
  }

  /** A process that others started counts with it. */
  adopt(pid: number): void {
    const { meter, id } = this.#options;
    meter.adopt(id, pid);
  }

  async #run(options: ProcessOptions): Promise<Ended> {
    const { id, log, records, meter, owner, launch } = options;
    const child = this.#child;
    const closed = once(child, 'close');
    const exited = once(child, 'exit');
    const recorded = records.add(id, this.#pid).catch(() => undefined);
    meter.add(id, {
      ...owner,
      pid: this.#pid,
      limit: launch.memoryLimit,
      onLimit: () => {
        this.#outOfMemory = true;
        this.kill();
      },
    });
    const [code, signal]: (number | string | null)[] = await exited;
    meter.remove(id);
    // With its first process a container ends.
    killGroup(this.#pid);
    const patience = new AbortController();
    await Promise.race([
      closed,
      delay(LAST_OUTPUT_MS, undefined, { signal: patience.signal }).catch(
        () => undefined,
      ),
    ]);
    patience.abort();
    child.stdout?.destroy();
    child.stderr?.destroy();
    log.end();
    await recorded;
    await records.remove(id).catch(() => undefined);
    return {
      exitCode:
        typeof code === 'number' ? code : 128 + (SIGNALS[String(signal)] ?? 9),
      outOfMemory: this.#outOfMemory,
    };
  }
}

function explain(error: unknown, command: string): string {
  const { code, message } = isError(error)
    ? error
    : { code: undefined, message: toError(error).message };
  const why =
    code === 'ENOENT' ? 'executable file not found in $PATH' : message;
  return `exec: ${JSON.stringify(command)}: ${why}`;
}

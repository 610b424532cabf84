import { ChildProcess, spawn } from 'node:child_process';
import { freemem } from 'node:os';
import {
  ChaosRecord,
  Experiment,
  ExperimentOf,
  INJECTED,
  parseBytes,
} from '@shop-platform/backstage-plugin-chaos-common';
import { ContainerHandle } from '../../kubelet';
import { Injector, placeOf } from './Injector';
import { FindContainer } from './PodInjector';

/** All pods and the portal share the machine's memory. */
const SPARED_SHARE = 0.8;
const BEYOND_LIMIT = 1.5;
const PROGRAM = require.resolve('../stress/stress.cjs');

type Stressors = NonNullable<ExperimentOf<'StressChaos'>['spec']['stressors']>;

/** StressChaos: processes that use what a container has, and end with it. */
export class StressInjector implements Injector {
  readonly #findContainer: FindContainer;
  readonly #machineBytes: number;
  /** By experiment and target. A target whose stress ended with its container stays. */
  readonly #processes = new Map<string, Map<string, ChildProcess>>();

  /** @param machineBytes - what a share is of, where a container has no limit */
  constructor(findContainer: FindContainer, machineBytes: number) {
    this.#findContainer = findContainer;
    this.#machineBytes = machineBytes;
  }

  apply(experiment: Experiment, record: ChaosRecord): void {
    if (experiment.kind !== 'StressChaos') {
      return;
    }
    const { namespace, pod, container } = placeOf(record);
    const running = this.#findContainer(namespace, pod, container);
    if (!running) {
      throw new Error(`the container ${record.id} does not run`);
    }
    const started = this.#start(experiment.spec.stressors ?? {}, running);
    const key = keyOf(experiment);
    const processes = this.#processes.get(key) ?? new Map();
    this.#processes.set(key, processes.set(record.id, started));
  }

  recover(experiment: Experiment, record: ChaosRecord): void {
    const processes = this.#processes.get(keyOf(experiment));
    processes?.get(record.id)?.kill('SIGKILL');
    processes?.delete(record.id);
  }

  /** An earlier process of the platform took its stress with it. */
  follow(key: string, experiment: Experiment, records: ChaosRecord[]): void {
    for (const record of records) {
      const isKnown = this.#processes.get(key)?.has(record.id) ?? false;
      if (record.phase === INJECTED && !isKnown) {
        this.apply(experiment, record);
      }
    }
  }

  forget(key: string): void {
    this.#processes.get(key)?.forEach(each => each.kill('SIGKILL'));
    this.#processes.delete(key);
  }

  stop(): void {
    [...this.#processes.keys()].forEach(key => this.forget(key));
  }

  #start({ cpu, memory }: Stressors, container: ContainerHandle): ChildProcess {
    const wanted = {
      workers: cpu?.workers ?? 0,
      load: cpu?.load ?? 100,
      bytes: memory
        ? this.#bytesOf(memory.size || '100%', container.memoryLimit)
        : 0,
    };
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(wanted)], {
      // It ends when the pipe does: with this process, however that ends.
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {},
    });
    child.stdin?.on('error', () => undefined);
    child.on('error', () => undefined);
    if (child.pid === undefined) {
      throw new Error('the stress could not be started');
    }
    container.adopt(child.pid);
    void container.ended.then(() => child.kill('SIGKILL'));
    return child;
  }

  #bytesOf(size: string, limit: number | undefined): number {
    const parsed = parseBytes(size);
    const bytes =
      'bytes' in parsed
        ? parsed.bytes
        : Math.floor(parsed.share * (limit ?? this.#machineBytes));
    if (limit !== undefined) {
      // It ends with its container as soon as that is seen to be over its limit.
      return Math.min(bytes, BEYOND_LIMIT * limit);
    }
    if (bytes > SPARED_SHARE * freemem()) {
      throw new Error(
        `the machine has not ${size} of memory to spare, and the container has no limit`,
      );
    }
    return bytes;
  }
}

function keyOf({ kind, metadata }: Experiment): string {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LogOptions } from '../../kubernetes';
import { nameOf, namespaceOf } from '../../kubernetes/model/KubeObject';
import { Pod } from '../types';
import { ContainerLog } from './ContainerLog';
import { readLog } from './readLog';

/** The logs of a node: `<pod>/<container>/<start>.log`, of the last two starts. */
export class ContainerLogs {
  readonly #folder: string;
  readonly #open = new Map<string, ContainerLog>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<ContainerLogs> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new ContainerLogs(folder);
  }

  /** The folder of a pod's files. */
  folderOf(pod: Pod): string {
    return join(
      this.#folder,
      `${namespaceOf(pod)}_${nameOf(pod)}_${pod.metadata.uid}`,
    );
  }

  async create(
    pod: Pod,
    container: string,
    start: number,
  ): Promise<ContainerLog> {
    const file = this.#fileOf(pod, container, start);
    for (const suffix of ['', '.1']) {
      await rm(`${this.#fileOf(pod, container, start - 2)}${suffix}`, {
        force: true,
      });
    }
    const log = new ContainerLog(file);
    this.#open.set(file, log);
    return log;
  }

  async *read(
    pod: Pod,
    container: string,
    options: LogOptions,
  ): AsyncGenerator<Buffer> {
    const status = [
      ...(pod.status.initContainerStatuses ?? []),
      ...(pod.status.containerStatuses ?? []),
    ].find(({ name }) => name === container);
    const start = status?.restartCount ?? 0;
    // One that waits to be started again has its last start behind it.
    const isPrevious = options.previous && !status?.state.waiting;
    const file = this.#fileOf(pod, container, isPrevious ? start - 1 : start);
    yield* readLog(file, options, this.#open.get(file));
  }

  async remove(pod: Pod): Promise<void> {
    const folder = this.folderOf(pod);
    for (const file of this.#open.keys()) {
      if (file.startsWith(`${folder}/`)) {
        this.#open.delete(file);
      }
    }
    await rm(folder, { recursive: true, force: true });
  }

  /** Removes what belongs to pods that are no longer there. */
  async keepOnly(pods: Pod[]): Promise<void> {
    const kept = new Set(pods.map(pod => this.folderOf(pod)));
    for (const name of await readdir(this.#folder)) {
      const folder = join(this.#folder, name);
      if (!kept.has(folder)) {
        await rm(folder, { recursive: true, force: true });
      }
    }
  }

  #fileOf(pod: Pod, container: string, start: number): string {
    return join(this.folderOf(pod), container, `${start}.log`);
  }
}

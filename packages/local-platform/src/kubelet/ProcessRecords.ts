import { readFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  endProcess,
  forgetIdentity,
  identify,
  isRunning,
  ProcessIdentity,
  readIdentity,
  writeIdentity,
} from '../state/processes';
import { readSessions } from './usage/procfs';

const ENDING_MS = 2_000;
/** In the environment of a container's processes: what they are known by when their first is gone. */
export const ID_VARIABLE = 'POD_CONTAINER_ID';

/** Which processes run, so that who comes after a kill -9 can end them. */
export class ProcessRecords {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<ProcessRecords> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new ProcessRecords(folder);
  }

  async add(id: string, pid: number): Promise<void> {
    const identity = await identify(pid);
    if (identity) {
      await writeIdentity(this.#fileOf(id), identity);
    }
  }

  async remove(id: string): Promise<void> {
    await forgetIdentity(this.#fileOf(id));
  }

  /** Ends what an earlier kubelet left running; resolves with how many containers that were. */
  async endLeftovers(): Promise<number> {
    const files = (await readdir(this.#folder)).filter(file =>
      file.endsWith('.json'),
    );
    const sessions =
      files.length > 0 ? readSessions() : new Map<number, number[]>();
    const ended = await Promise.all(
      files.map(async name => {
        const file = join(this.#folder, name);
        const identity = await readIdentity(file);
        const isLeft =
          identity !== undefined &&
          (await endLeftover(
            identity,
            basename(name, '.json'),
            sessions.get(identity.pid) ?? [],
          ));
        await forgetIdentity(file);
        return isLeft;
      }),
    );
    return ended.filter(Boolean).length;
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

/** Ends a container's first process and what that started, where it is still there. */
async function endLeftover(
  identity: ProcessIdentity,
  id: string,
  session: number[],
): Promise<boolean> {
  const others = session.filter(pid => belongsTo(pid, id));
  if (others.length === 0 && !(await isRunning(identity))) {
    return false;
  }
  others.forEach(pid => killProcess(pid));
  await endProcess(identity, { signal: 'SIGKILL', timeoutMs: ENDING_MS });
  return true;
}

function belongsTo(pid: number, id: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
      .split('\0')
      .includes(`${ID_VARIABLE}=${id}`);
  } catch {
    return false;
  }
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

/** Every process of a container is in the group of its first. */
export function killGroup(pid: number): void {
  killProcess(-pid);
}

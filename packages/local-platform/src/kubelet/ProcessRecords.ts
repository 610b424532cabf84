import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  endProcess,
  forgetIdentity,
  identify,
  isRunning,
  readIdentity,
  writeIdentity,
} from '../state/processes';

const ENDING_MS = 2_000;

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

  /** Ends what an earlier kubelet left running; resolves with how many that were. */
  async endLeftovers(): Promise<number> {
    const files = (await readdir(this.#folder)).filter(file =>
      file.endsWith('.json'),
    );
    const ended = await Promise.all(
      files.map(async name => {
        const file = join(this.#folder, name);
        const identity = await readIdentity(file);
        // Who has this id now may be somebody else.
        const isLeft = identity !== undefined && (await isRunning(identity));
        if (isLeft) {
          killGroup(identity.pid);
          await endProcess(identity, {
            signal: 'SIGKILL',
            timeoutMs: ENDING_MS,
          });
        }
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

/** Every process of a container is in the group of its first. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left of it.
  }
}

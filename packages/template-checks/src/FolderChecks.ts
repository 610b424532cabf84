import { checkFolder, FolderOptions } from './checkFolder';
import { FolderFinding } from './folder/toFolderFinding';

/**
 * Checks folders, so many of them at once: each of them is a process of some hundred
 * megabytes. Whoever comes later waits, in the order in which they came.
 *
 * @public
 */
export class FolderChecks {
  readonly #maxProcesses: number;
  #running = 0;
  /** Those who wait, who are told so when it is their turn. */
  readonly #waiting = new Set<() => void>();

  constructor(options: { maxProcesses: number }) {
    const { maxProcesses } = options;
    if (!Number.isInteger(maxProcesses) || maxProcesses < 1) {
      throw new RangeError(
        `At least one process checks, and no part of one: ${maxProcesses}`,
      );
    }
    this.#maxProcesses = maxProcesses;
  }

  /** As `checkFolder`; `onWait` is called where others are being checked, before it waits. */
  async check(
    options: FolderOptions & { onWait?: () => void },
  ): Promise<{ findings: FolderFinding[]; fileCount: number }> {
    const { onWait, ...folder } = options;
    await this.#enter(folder.signal, onWait);
    try {
      return await checkFolder(folder);
    } finally {
      this.#leave();
    }
  }

  async #enter(
    signal: AbortSignal | undefined,
    onWait: (() => void) | undefined,
  ): Promise<void> {
    signal?.throwIfAborted();
    if (this.#running < this.#maxProcesses) {
      this.#running += 1;
      return;
    }
    onWait?.();
    await new Promise<void>((resolve, reject) => {
      // The task's signal may be there for long after the turn has come.
      const turn = new AbortController();
      const take = () => {
        turn.abort();
        resolve();
      };
      this.#waiting.add(take);
      signal?.addEventListener(
        'abort',
        () => {
          this.#waiting.delete(take);
          reject(signal.reason);
        },
        { once: true, signal: turn.signal },
      );
    });
  }

  /** The place is the next one's, who takes it over: it is free only where nobody waits. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next();
    } else {
      this.#running -= 1;
    }
  }
}

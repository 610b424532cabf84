import { execFile } from 'node:child_process';
import { close, constants, open } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const openFile = promisify(open);
const closeFile = promisify(close);
const run = promisify(execFile);

const OPEN_AGAIN_MS = 1;
const END_AGAIN_MS = 20;

const errorSchema = z.object({ code: z.string() });

/**
 * A named pipe between the engine and this process. The engine reads inserts
 * from it and writes results to it, so that rows stream through in the engine's
 * own formats, with the pipe's 64 KiB as the only buffer.
 */
export class Pipe {
  readonly #file: string;
  /** The name by which the engine knows it: absolute, and free of what it would take for a pattern. */
  readonly path: string;

  private constructor(file: string, path: string) {
    this.#file = file;
    this.path = path;
  }

  /** Makes pipes in a folder below this process's own. */
  static async create(folder: string, count: number): Promise<Pipe[]> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = Array.from({ length: count }, (_, index) => `${index}`);
    const files = names.map(name => join(folder, name));
    await run('mkfifo', ['-m', '600', ...files]);
    return files.map(file => new Pipe(file, `/proc/self/cwd/${file}`));
  }

  /**
   * Opens the end that reads, before the engine writes. It ends when `end` is
   * called and all is read, and not before: the engine may close its end and
   * open it again.
   */
  async openReader(): Promise<{ reader: Socket; end(): Promise<void> }> {
    const fd = await openFile(
      this.#file,
      constants.O_RDONLY | constants.O_NONBLOCK,
    );
    const own = await openFile(
      this.#file,
      constants.O_WRONLY | constants.O_NONBLOCK,
    );
    return {
      reader: new Socket({ fd, readable: true, writable: false }),
      end: async () => await closeFile(own),
    };
  }

  /** Opens the end that writes as soon as the engine reads; undefined when `signal` comes first. */
  async openWriter(signal: AbortSignal): Promise<Socket | undefined> {
    while (!signal.aborted) {
      const fd = await this.#tryOpenWriter();
      if (fd !== undefined) {
        return new Socket({ fd, readable: false, writable: true });
      }
      await delay(OPEN_AGAIN_MS);
    }
    return undefined;
  }

  /** Shows the engine an end whenever it reads again, so that it never waits for one; until `signal`. */
  async keepEnded(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(END_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      const fd = signal.aborted ? undefined : await this.#tryOpenWriter();
      if (fd !== undefined) {
        await closeFile(fd);
      }
    }
  }

  async #tryOpenWriter(): Promise<number | undefined> {
    try {
      return await openFile(
        this.#file,
        constants.O_WRONLY | constants.O_NONBLOCK,
      );
    } catch (error) {
      // Nobody reads yet.
      if (errorSchema.safeParse(error).data?.code === 'ENXIO') {
        return undefined;
      }
      throw error;
    }
  }
}

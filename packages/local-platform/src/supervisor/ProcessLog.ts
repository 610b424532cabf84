import {
  createWriteStream,
  existsSync,
  mkdirSync,
  statSync,
  WriteStream,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';

const MAX_BYTES = 10 * 1024 * 1024;
const TAIL_LINES = 60;

/**
 * The log of one process: a file that is rotated once at 10 MiB (`.1` keeps the
 * part before), and the last lines in memory for diagnosis. A disk that is full
 * loses log lines, never the process.
 */
export class ProcessLog {
  readonly file: string;
  #stream: WriteStream | undefined;
  #bytes: number;
  #tail: string[] = [];
  #partial = '';
  #rotating = false;

  constructor(file: string) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    this.#bytes = existsSync(file) ? statSync(file).size : 0;
    this.#open();
  }

  /** Takes what the process printed. */
  write(chunk: Buffer | string): void {
    const text = chunk.toString();
    this.#remember(text);
    this.#stream?.write(chunk);
    this.#bytes += Buffer.byteLength(text);
    if (this.#bytes > MAX_BYTES) {
      void this.#rotate();
    }
  }

  /** The last lines that the process printed since its last start. */
  tail(): string[] {
    return this.#partial ? [...this.#tail, this.#partial] : [...this.#tail];
  }

  /** Forgets the lines of an earlier start, so that a diagnosis is about this one. */
  beginStart(): void {
    this.#tail = [];
    this.#partial = '';
  }

  async close(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    if (stream && !stream.destroyed) {
      await new Promise<void>(resolve => {
        stream.once('close', () => resolve());
        stream.end();
      });
    }
  }

  #open(): void {
    const stream = createWriteStream(this.file, { flags: 'a', mode: 0o600 });
    stream.on('error', () => {
      if (this.#stream === stream) {
        this.#stream = undefined;
      }
      stream.destroy();
    });
    this.#stream = stream;
  }

  async #rotate(): Promise<void> {
    if (this.#rotating) {
      return;
    }
    this.#rotating = true;
    await this.close();
    this.#bytes = 0;
    try {
      await rename(this.file, `${this.file}.1`);
    } finally {
      this.#open();
      this.#rotating = false;
    }
  }

  #remember(text: string): void {
    const lines = (this.#partial + text).split('\n');
    this.#partial = lines.pop() ?? '';
    this.#tail = [...this.#tail, ...lines].slice(-TAIL_LINES);
  }
}

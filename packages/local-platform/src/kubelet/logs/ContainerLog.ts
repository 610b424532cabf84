import {
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const MAX_BYTES = 10 * 1024 * 1024;
const LONGEST_LINE = 16 * 1024;
const NEWLINE = 0x0a;

export type Stream = 'stdout' | 'stderr';

/**
 * What one start of a container printed, a line each with its time, as container
 * runtimes write it: `2026-01-02T03:04:05.006000000Z stdout F text`. At 10 MB the
 * file becomes `.1`. What was printed is on the disk before `write` returns, so
 * readers follow the file; a disk that is full loses lines, never the container.
 */
export class ContainerLog {
  readonly file: string;
  readonly #maxBytes: number;
  readonly #listeners = new Set<() => void>();
  readonly #partial = new Map<Stream, Buffer>();
  #fd: number | undefined;
  #bytes = 0;
  #ended = false;

  constructor(file: string, maxBytes = MAX_BYTES) {
    this.file = file;
    this.#maxBytes = maxBytes;
    this.#open();
  }

  get ended(): boolean {
    return this.#ended;
  }

  write(stream: Stream, chunk: Buffer): void {
    const held = this.#partial.get(stream);
    let rest = held ? Buffer.concat([held, chunk]) : chunk;
    const time = now();
    const parts: Buffer[] = [];
    for (;;) {
      const end = rest.indexOf(NEWLINE);
      const isLong = (end < 0 ? rest.length : end) > LONGEST_LINE;
      if (end < 0 && !isLong) {
        break;
      }
      const length = isLong ? LONGEST_LINE : end;
      parts.push(
        Buffer.from(`${time} ${stream} ${isLong ? 'P' : 'F'} `),
        rest.subarray(0, length),
        Buffer.from('\n'),
      );
      rest = rest.subarray(isLong ? length : length + 1);
    }
    this.#partial.set(stream, Buffer.from(rest));
    if (parts.length > 0) {
      this.#append(Buffer.concat(parts));
    }
  }

  /** Writes what had no newline yet, and tells readers that nothing follows. */
  end(): void {
    for (const [stream, rest] of this.#partial) {
      if (rest.length > 0) {
        this.write(stream, Buffer.from('\n'));
      }
    }
    this.#ended = true;
    this.#close();
    this.#tell();
    this.#listeners.clear();
  }

  /** Is told whenever there is more to read, and of the end. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #append(bytes: Buffer): void {
    try {
      if (this.#bytes + bytes.length > this.#maxBytes && this.#bytes > 0) {
        this.#close();
        renameSync(this.file, `${this.file}.1`);
      }
      if (this.#fd === undefined) {
        this.#open();
      }
      if (this.#fd !== undefined) {
        writeSync(this.#fd, bytes);
        this.#bytes += bytes.length;
      }
    } catch {
      this.#close();
    }
    this.#tell();
  }

  #open(): void {
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      this.#fd = openSync(this.file, 'a', 0o600);
      this.#bytes = statSync(this.file).size;
    } catch {
      this.#close();
    }
  }

  #close(): void {
    const fd = this.#fd;
    this.#fd = undefined;
    if (fd !== undefined) {
      closeSync(fd);
    }
  }

  #tell(): void {
    this.#listeners.forEach(listener => listener());
  }
}

/** With nine digits, as kubectl shows it. */
function now(): string {
  return new Date().toISOString().replace('Z', '000000Z');
}

import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KubeObject } from '../model/KubeObject';

const objectSchema = z
  .looseObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.looseObject({}),
  })
  .transform((value): KubeObject => value);

/** One write: what an object became, or that it is gone. */
const changeSchema = z.object({
  revision: z.number().int(),
  resource: z.string(),
  key: z.string(),
  object: objectSchema.optional(),
});

export type Change = z.infer<typeof changeSchema>;

const FLUSH_AFTER_MS = 1_000;

/** Flushes when the last write has not been flushed yet. */
type Flush = { timer: NodeJS.Timeout } | undefined;

/**
 * What a store keeps on the disk: a snapshot, and a log of the changes since.
 *
 * A change is in the operating system's hands before its write is answered, so
 * it survives the end of this process, however it ends. It is flushed to the
 * disk within a second: a power cut may lose that second, never more, and never
 * a part of a change, because a line that was not finished is cut off.
 */
export class ChangeLog {
  readonly #folder: string;
  #descriptor: number;
  #bytes: number;
  #flush: Flush;

  private constructor(folder: string, descriptor: number, bytes: number) {
    this.#folder = folder;
    this.#descriptor = descriptor;
    this.#bytes = bytes;
  }

  /** Opens a folder, made where it is not there, and tells what is in it. */
  static open(folder: string): {
    log: ChangeLog;
    snapshot: Change[];
    changes: Change[];
    revision: number;
  } {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const revision = Math.max(0, ...snapshots(folder));
    const snapshot =
      revision > 0 ? readLines(snapshotFile(folder, revision)).changes : [];
    const file = logFile(folder, revision);
    const { changes, bytes } = existsSync(file)
      ? readLines(file)
      : { changes: [], bytes: 0 };
    const descriptor = openSync(file, 'a', 0o600);
    ftruncateSync(descriptor, bytes);
    removeOthers(folder, revision);
    return {
      log: new ChangeLog(folder, descriptor, bytes),
      snapshot,
      changes,
      revision,
    };
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(change: Change): void {
    const line = Buffer.from(`${JSON.stringify(change)}\n`);
    writeAll(this.#descriptor, line);
    this.#bytes += line.length;
    if (!this.#flush) {
      const timer = setTimeout(() => {
        this.#flush = undefined;
        // Only a store that was closed meanwhile has no such file any more.
        fsync(this.#descriptor, () => {});
      }, FLUSH_AFTER_MS);
      timer.unref();
      this.#flush = { timer };
    }
  }

  /** Replaces what is kept by a snapshot, and begins a new log. */
  startOver(revision: number, snapshot: Iterable<Change>): void {
    const target = snapshotFile(this.#folder, revision);
    const written = `${target}.part`;
    const descriptor = openSync(written, 'w', 0o600);
    for (const change of snapshot) {
      writeAll(descriptor, Buffer.from(`${JSON.stringify(change)}\n`));
    }
    fsyncSync(descriptor);
    closeSync(descriptor);
    const next = openSync(logFile(this.#folder, revision), 'a', 0o600);
    renameSync(written, target);
    closeSync(this.#descriptor);
    this.#descriptor = next;
    this.#bytes = 0;
    removeOthers(this.#folder, revision);
  }

  close(): void {
    clearTimeout(this.#flush?.timer);
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }
}

function snapshotFile(folder: string, revision: number): string {
  return join(folder, `snapshot-${revision}.jsonl`);
}

function logFile(folder: string, revision: number): string {
  return join(folder, `log-${revision}.jsonl`);
}

function snapshots(folder: string): number[] {
  return readdirSync(folder).flatMap(name => {
    const match = /^snapshot-(\d+)\.jsonl$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
}

/** What a compaction that was cut short left, on either side of its renaming. */
function removeOthers(folder: string, revision: number): void {
  for (const name of readdirSync(folder)) {
    const match = /^(?:snapshot|log)-(\d+)\.jsonl(\.part)?$/.exec(name);
    if (match && (match[2] || Number(match[1]) !== revision)) {
      rmSync(join(folder, name));
    }
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written);
  }
}

function readLines(file: string): { changes: Change[]; bytes: number } {
  const content = readFileSync(file);
  const changes: Change[] = [];
  let bytes = 0;
  for (;;) {
    const end = content.indexOf(0x0a, bytes);
    if (end < 0) {
      return { changes, bytes };
    }
    const line: unknown = JSON.parse(content.toString('utf8', bytes, end));
    changes.push(changeSchema.parse(line));
    bytes = end + 1;
  }
}

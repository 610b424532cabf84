import { FileHandle, open, stat } from 'node:fs/promises';
import { isError } from '@backstage/errors';
import { LogOptions } from '../../kubernetes';
import { Bell } from './Bell';
import { ContainerLog } from './ContainerLog';

const BLOCK = 64 * 1024;
const NEWLINE = 0x0a;

type Line = { time: string; text: Buffer; isWhole: boolean };

/**
 * The lines of a log, as `kubectl logs` asks for them. While its container runs,
 * `live` tells when there is more.
 */
export async function* readLog(
  file: string,
  options: LogOptions,
  live?: ContainerLog,
): AsyncGenerator<Buffer> {
  const { signal, timestamps } = options;
  let left = options.limitBytes ?? Infinity;
  let continues = false;
  for await (const { time, text, isWhole } of select(file, options, live)) {
    const line = Buffer.concat([
      timestamps && !continues ? Buffer.from(`${time} `) : Buffer.alloc(0),
      text,
      Buffer.from(isWhole ? '\n' : ''),
    ]);
    continues = !isWhole;
    yield line.length > left ? line.subarray(0, left) : line;
    left -= line.length;
    if (left <= 0 || signal.aborted) {
      return;
    }
  }
}

/** The lines that are late enough, or among the last. */
async function* select(
  file: string,
  options: LogOptions,
  live: ContainerLog | undefined,
): AsyncGenerator<Line> {
  const { tailLines, sinceSeconds, sinceTime } = options;
  const sinceMs =
    sinceSeconds === undefined
      ? Date.parse(sinceTime ?? '')
      : Date.now() - sinceSeconds * 1000;
  const isLate = (line: Line) => !(Date.parse(line.time) < sinceMs);
  // In this order: what becomes the older file in between is open already.
  const first = await openIfThere(file);
  const before = await openIfThere(`${file}.1`);
  const old = before && !(await isSame(before, first)) ? before : undefined;
  try {
    const tail =
      first && tailLines !== undefined
        ? await startOfTail(first, tailLines)
        : { position: 0, missing: tailLines };
    if (old && tail.missing !== 0) {
      const { position } =
        tail.missing === undefined
          ? { position: 0 }
          : await startOfTail(old, tail.missing);
      yield* filter(readLines(old, position), isLate);
    }
    if (first) {
      const lines = options.follow
        ? followLines(file, first, tail.position, live, options.signal)
        : readLines(first, tail.position);
      yield* filter(lines, isLate);
    }
  } finally {
    await before?.close();
    await first?.close();
  }
}

async function* filter(
  lines: AsyncGenerator<Line>,
  wanted: (line: Line) => boolean,
): AsyncGenerator<Line> {
  for await (const line of lines) {
    if (wanted(line)) {
      yield line;
    }
  }
}

async function* readLines(
  handle: FileHandle,
  from = 0,
): AsyncGenerator<Line, number> {
  const buffer = Buffer.alloc(BLOCK);
  let position = from;
  let rest = Buffer.alloc(0);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, BLOCK, position);
    if (bytesRead === 0) {
      return position - rest.length;
    }
    position += bytesRead;
    rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    for (
      let end = rest.indexOf(NEWLINE);
      end >= 0;
      end = rest.indexOf(NEWLINE)
    ) {
      const line = parse(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      if (line) {
        yield line;
      }
    }
  }
}

/** Goes on where the file ended whenever there is more, also in the file after it. */
async function* followLines(
  file: string,
  first: FileHandle,
  from: number,
  live: ContainerLog | undefined,
  signal: AbortSignal,
): AsyncGenerator<Line> {
  let handle = first;
  let position = from;
  const bell = new Bell();
  const ring = () => bell.ring();
  const stop = live?.onChange(ring);
  signal.addEventListener('abort', ring);
  try {
    for (;;) {
      bell.reset();
      const isLast = !live || live.ended;
      position = yield* readLines(handle, position);
      const next = await rotated(file, handle);
      if (next) {
        // What came between the last look and the new file.
        yield* readLines(handle, position);
        if (handle !== first) {
          await handle.close();
        }
        handle = next;
        position = 0;
      } else if (isLast || signal.aborted) {
        return;
      }
      await (next ? undefined : bell.rung);
    }
  } finally {
    stop?.();
    signal.removeEventListener('abort', ring);
    if (handle !== first) {
      await handle.close();
    }
  }
}

/** The file that took the place of the one that is open. */
async function rotated(
  file: string,
  handle: FileHandle,
): Promise<FileHandle | undefined> {
  const current = await stat(file).catch(() => undefined);
  return current && current.ino !== (await handle.stat()).ino
    ? await openIfThere(file)
    : undefined;
}

async function isSame(
  one: FileHandle,
  other: FileHandle | undefined,
): Promise<boolean> {
  return (await one.stat()).ino === (await other?.stat())?.ino;
}

/** Where the last lines begin, and how many the file lacks. */
async function startOfTail(
  handle: FileHandle,
  lines: number,
): Promise<{ position: number; missing: number }> {
  const { size } = await handle.stat();
  const buffer = Buffer.alloc(BLOCK);
  let found = 0;
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - BLOCK);
    await handle.read(buffer, 0, end - start, start);
    for (let i = end - start - 1; i >= 0; i -= 1) {
      // The newline at the end of the file begins no line.
      if (buffer[i] === NEWLINE) {
        if (found === lines) {
          return { position: start + i + 1, missing: 0 };
        }
        found += 1;
      }
    }
    end = start;
  }
  return lines === 0
    ? { position: size, missing: 0 }
    : { position: 0, missing: lines - found };
}

function parse(line: Buffer): Line | undefined {
  const [first, second, third] = [0, 1, 2].reduce<number[]>(
    ends => [...ends, line.indexOf(0x20, (ends.at(-1) ?? -1) + 1)],
    [],
  );
  if (first < 0 || second < 0 || third < 0) {
    return undefined;
  }
  return {
    time: line.subarray(0, first).toString(),
    text: line.subarray(third + 1),
    isWhole: line[second + 1] !== 0x50,
  };
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

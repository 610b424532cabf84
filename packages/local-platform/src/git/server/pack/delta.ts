import { PackError } from './PackError';

/** Applies a delta: copies from its base, and bytes of its own. */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const cursor = { at: 0 };
  if (readSize(delta, cursor) !== base.length) {
    throw new PackError('a delta does not fit its base');
  }
  const result = Buffer.alloc(readSize(delta, cursor));
  let written = 0;
  while (cursor.at < delta.length) {
    const { source, start, end } = readInstruction(base, delta, cursor);
    if (end > source.length || written + end - start > result.length) {
      throw new PackError('a delta reaches beyond its ends');
    }
    written += source.copy(result, written, start, end);
  }
  if (written !== result.length) {
    throw new PackError('a delta is incomplete');
  }
  return result;
}

/** How long the result of a delta will be. */
export function readDeltaResultSize(delta: Buffer): number {
  const cursor = { at: 0 };
  readSize(delta, cursor);
  return readSize(delta, cursor);
}

type Cursor = { at: number };

function readInstruction(base: Buffer, delta: Buffer, cursor: Cursor) {
  const code = delta[cursor.at++];
  if (code === 0) {
    throw new PackError('a delta has an unknown instruction');
  }
  if (code < 0x80) {
    const start = cursor.at;
    cursor.at += code;
    return { source: delta, start, end: cursor.at };
  }
  const start = readParts(delta, cursor, code, 4);
  const length = readParts(delta, cursor, Math.floor(code / 16) % 8, 3);
  return { source: base, start, end: start + (length || 0x10000) };
}

/** A little-endian number of which only the bytes named by the bits are there. */
function readParts(
  delta: Buffer,
  cursor: Cursor,
  bits: number,
  count: number,
): number {
  let value = 0;
  for (let index = 0; index < count; index++) {
    if (Math.floor(bits / 2 ** index) % 2 === 1) {
      value += byteAt(delta, cursor) * 256 ** index;
    }
  }
  return value;
}

function readSize(delta: Buffer, cursor: Cursor): number {
  let value = 0;
  let factor = 1;
  let byte;
  do {
    byte = byteAt(delta, cursor);
    value += (byte % 128) * factor;
    factor *= 128;
  } while (byte >= 128 && factor < 2 ** 42);
  return value;
}

function byteAt(delta: Buffer, cursor: Cursor): number {
  const byte = delta[cursor.at++];
  if (byte === undefined) {
    throw new PackError('a delta ends too early');
  }
  return byte;
}

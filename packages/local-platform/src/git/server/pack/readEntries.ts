import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';
import { ObjectType } from '../store/gitObjects';
import { PackError } from './PackError';

/** One entry of a pack as it lies there: an object, or a delta of another one. */
export type PackEntry = { offset: number; content: Buffer } & (
  | { type: ObjectType }
  | { type: 'delta'; base: number | string }
);

/** How much unpacked data there may be, of all together. */
export class UnpackBudget {
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) {
      throw new PackError('the pack is too large when unpacked');
    }
  }
}

const HEADER_BYTES = 12;
const TRAILER_BYTES = 20;
const TYPES = new Map<number, ObjectType>([
  [1, 'commit'],
  [2, 'tree'],
  [3, 'blob'],
  [4, 'tag'],
]);
const OFFSET_DELTA = 6;
const REFERENCE_DELTA = 7;
/** How many entries are unpacked before other requests get their turn. */
const TURN = 200;

/** Takes a pack apart, after its checksum. */
export async function* readEntries(
  pack: Buffer,
  budget: UnpackBudget,
): AsyncGenerator<PackEntry> {
  const count = readHeader(pack);
  const body = pack.subarray(0, -TRAILER_BYTES);
  let offset = HEADER_BYTES;
  for (let index = 0; index < count; index++) {
    const { entry, end } = readEntry(body, offset, budget);
    yield entry;
    offset = end;
    if (index % TURN === TURN - 1) {
      await setImmediate();
    }
  }
  if (offset !== body.length) {
    throw new PackError('the pack has bytes after its last object');
  }
}

function readHeader(pack: Buffer): number {
  if (
    pack.length < HEADER_BYTES + TRAILER_BYTES ||
    pack.toString('latin1', 0, 4) !== 'PACK' ||
    ![2, 3].includes(pack.readUInt32BE(4))
  ) {
    throw new PackError('this is no pack');
  }
  const sum = createHash('sha1').update(pack.subarray(0, -TRAILER_BYTES));
  if (!sum.digest().equals(pack.subarray(-TRAILER_BYTES))) {
    throw new PackError('the checksum of the pack is wrong');
  }
  return pack.readUInt32BE(8);
}

function readEntry(body: Buffer, offset: number, budget: UnpackBudget) {
  const { kind, size, end: start } = readEntryHeader(body, offset);
  budget.take(size);
  const type = TYPES.get(kind);
  if (type) {
    const { content, end } = inflateAt(body, start, size);
    return { entry: { offset, content, type }, end };
  }
  const { base, end: at } = readBase(body, start, kind, offset);
  const { content, end } = inflateAt(body, at, size);
  return { entry: { offset, content, type: 'delta' as const, base }, end };
}

function readEntryHeader(body: Buffer, offset: number) {
  let at = offset;
  let byte = byteAt(body, at++);
  const kind = Math.floor(byte / 16) % 8;
  let size = byte % 16;
  let factor = 16;
  while (byte >= 128 && factor < 2 ** 40) {
    byte = byteAt(body, at++);
    size += (byte % 128) * factor;
    factor *= 128;
  }
  return { kind, size, end: at };
}

function readBase(body: Buffer, start: number, kind: number, offset: number) {
  if (kind === REFERENCE_DELTA) {
    return { base: body.toString('hex', start, start + 20), end: start + 20 };
  }
  if (kind !== OFFSET_DELTA) {
    throw new PackError('the pack has an object of an unknown type');
  }
  let at = start;
  let byte = byteAt(body, at++);
  let distance = byte % 128;
  while (byte >= 128 && distance < 2 ** 40) {
    byte = byteAt(body, at++);
    distance = (distance + 1) * 128 + (byte % 128);
  }
  return { base: offset - distance, end: at };
}

function inflateAt(body: Buffer, start: number, size: number) {
  let result: unknown;
  try {
    result = inflateSync(body.subarray(start), {
      info: true,
      maxOutputLength: Math.max(size, 1),
      chunkSize: Math.min(Math.max(size, 64), 65_536),
    });
  } catch {
    throw new PackError('an object of the pack cannot be unpacked');
  }
  if (!isInflated(result) || result.buffer.length !== size) {
    throw new PackError('an object of the pack has another size than it says');
  }
  return { content: result.buffer, end: start + result.engine.bytesWritten };
}

/** What `info: true` makes of the answer: also how many bytes were read. */
function isInflated(
  value: unknown,
): value is { buffer: Buffer; engine: { bytesWritten: number } } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'buffer' in value &&
    Buffer.isBuffer(value.buffer) &&
    'engine' in value &&
    typeof value.engine === 'object' &&
    value.engine !== null &&
    'bytesWritten' in value.engine &&
    typeof value.engine.bytesWritten === 'number'
  );
}

function byteAt(body: Buffer, at: number): number {
  const byte = body[at];
  if (byte === undefined) {
    throw new PackError('the pack ends too early');
  }
  return byte;
}

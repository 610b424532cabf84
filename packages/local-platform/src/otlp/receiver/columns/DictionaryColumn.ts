import { Column } from './Column';
import { GrowingBuffer } from './GrowingBuffer';
import { cutAt, isAscii, MAX_VALUE_BYTES, toValidUtf8 } from './utf8';

/** ClickHouse's serialisation version of LowCardinality: dictionary and indexes in each block. */
const VERSION = uint64s(1);
/** Flag of a block of indexes: the dictionary's keys stand before them. */
const HAS_KEYS = 1 << 9;
const HAS_UPDATED_DICTIONARY = 1 << 10;

/**
 * `LowCardinality(String)`: each different value once, then a number per row. The
 * values are told apart by their bytes in a hash table of our own, because making
 * a JavaScript string of each would cost more than all the rest.
 */
export class DictionaryColumn implements Column {
  readonly type = 'LowCardinality(String)';
  readonly indexes = new GrowingBuffer(64 * 1024);
  readonly buffers = [this.indexes];
  readonly #keys = new GrowingBuffer(16 * 1024);
  #keyStarts = new Uint32Array(256);
  #keyEnds = new Uint32Array(256);
  #hashes = new Int32Array(256);
  #keyCount = 0;
  /** Open addressing; 0 is empty, otherwise the key's number plus one. */
  #slots = new Int32Array(1024);

  constructor() {
    this.clear();
  }

  /** Appends the value that stands in a range of a message. */
  writeRange(source: Uint8Array, start: number, end: number): void {
    this.indexes.writeUInt32(this.#find(source, start, end));
  }

  writeText(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.writeRange(bytes, 0, bytes.length);
  }

  prefix(): Uint8Array[] {
    return [VERSION];
  }

  data(): Uint8Array[] {
    const rows = this.indexes.length / 4;
    if (rows === 0) {
      return [];
    }
    const { indexType, indexes } = this.#narrowIndexes(rows);
    return [
      uint64s(HAS_KEYS | HAS_UPDATED_DICTIONARY | indexType, this.#keyCount),
      this.#keys.written(),
      uint64s(rows),
      indexes,
    ];
  }

  clear(): void {
    this.indexes.clear();
    this.#keys.clear();
    this.#keyCount = 0;
    if (this.#slots.length > 64 * 1024) {
      this.#slots = new Int32Array(1024);
    } else {
      this.#slots.fill(0);
    }
    // The first key is the default value, in every block.
    this.#find(this.#keys.bytes, 0, 0);
  }

  #find(source: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at += 1) {
      hash = Math.imul(hash ^ source[at], 0x01000193);
    }
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const key = this.#slots[slot] - 1;
      if (key < 0) {
        return this.#add(source, start, end, hash, slot);
      }
      if (this.#hashes[key] === hash && this.#equals(key, source, start, end)) {
        return key;
      }
      slot = (slot + 1) & mask;
    }
  }

  #equals(
    key: number,
    source: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    let at = this.#keyStarts[key];
    if (this.#keyEnds[key] - at !== end - start) {
      return false;
    }
    const { bytes } = this.#keys;
    for (let from = start; from < end; from += 1) {
      if (bytes[at] !== source[from]) {
        return false;
      }
      at += 1;
    }
    return true;
  }

  #add(
    source: Uint8Array,
    start: number,
    end: number,
    hash: number,
    slot: number,
  ): number {
    if (end - start > MAX_VALUE_BYTES || !isAscii(source, start, end)) {
      const valid = toValidUtf8(source, start, end);
      const count =
        valid.length > MAX_VALUE_BYTES
          ? cutAt(valid, MAX_VALUE_BYTES)
          : valid.length;
      if (count !== end - start || valid.buffer !== source.buffer) {
        return this.#find(valid, 0, count);
      }
    }
    const key = this.#keyCount;
    this.#makeRoomForKey();
    this.#keys.writeVarint(end - start);
    this.#keyStarts[key] = this.#keys.length;
    this.#keys.append(source, start, end);
    this.#keyEnds[key] = this.#keys.length;
    this.#hashes[key] = hash;
    this.#keyCount += 1;
    this.#slots[slot] = key + 1;
    if (this.#keyCount * 2 > this.#slots.length) {
      this.#rehash();
    }
    return key;
  }

  #makeRoomForKey(): void {
    if (this.#keyCount === this.#hashes.length) {
      const size = this.#keyCount * 2;
      this.#keyStarts = grown(this.#keyStarts, new Uint32Array(size));
      this.#keyEnds = grown(this.#keyEnds, new Uint32Array(size));
      this.#hashes = grown(this.#hashes, new Int32Array(size));
    }
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let key = 0; key < this.#keyCount; key += 1) {
      let slot = this.#hashes[key] & mask;
      while (slots[slot] !== 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = key + 1;
    }
    this.#slots = slots;
  }

  /** The indexes in the smallest type that holds them, and that type's number. */
  #narrowIndexes(rows: number): { indexType: number; indexes: Uint8Array } {
    const { view } = this.indexes;
    if (this.#keyCount > 0xffff) {
      return { indexType: 2, indexes: this.indexes.written() };
    }
    const narrow =
      this.#keyCount > 0xff ? new Uint16Array(rows) : new Uint8Array(rows);
    for (let row = 0; row < rows; row += 1) {
      narrow[row] = view.getUint32(row * 4, true);
    }
    return {
      indexType: narrow.BYTES_PER_ELEMENT - 1,
      indexes: new Uint8Array(narrow.buffer),
    };
  }
}

function grown<T extends Uint32Array | Int32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function uint64s(...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 8));
  return bytes;
}

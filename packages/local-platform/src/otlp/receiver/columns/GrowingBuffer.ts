const LARGEST_KEPT = 8 * 1024 * 1024;

/**
 * Bytes that are appended. Its whole state is `length`, so that a batch is
 * rolled back to an earlier point by setting it, and emptied by setting it to 0.
 */
export class GrowingBuffer {
  bytes: Buffer;
  view: DataView;
  length = 0;
  readonly #initial: number;

  constructor(initial: number) {
    this.#initial = initial;
    this.bytes = Buffer.allocUnsafeSlow(initial);
    this.view = viewOf(this.bytes);
  }

  /** Makes room for so many bytes more. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(
        Math.max(needed, this.bytes.length * 2),
      );
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
      this.view = viewOf(grown);
    }
  }

  writeUInt32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  writeUInt64(low: number, high: number): void {
    this.reserve(8);
    this.view.setUint32(this.length, low, true);
    this.view.setUint32(this.length + 4, high, true);
    this.length += 8;
  }

  writeFloat64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  writeByte(value: number): void {
    this.reserve(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  /** A length as ClickHouse and protobuf write it: seven bits a byte, low ones first. */
  writeVarint(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest > 127) {
      this.bytes[this.length] = (rest & 127) | 128;
      this.length += 1;
      rest >>>= 7;
    }
    this.bytes[this.length] = rest;
    this.length += 1;
  }

  append(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    this.bytes.set(source.subarray(start, end), this.length);
    this.length += end - start;
  }

  /** Appends what stands between two of its own positions. */
  repeat(start: number, end: number): void {
    this.reserve(end - start);
    this.bytes.copyWithin(this.length, start, end);
    this.length += end - start;
  }

  /** What was written, not copied: valid until it is written again. */
  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  /** Empties it; what an unusually large batch needed is given back. */
  clear(): void {
    this.length = 0;
    if (this.bytes.length > LARGEST_KEPT) {
      this.bytes = Buffer.allocUnsafeSlow(this.#initial);
      this.view = viewOf(this.bytes);
    }
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

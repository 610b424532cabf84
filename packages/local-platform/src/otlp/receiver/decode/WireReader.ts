import { Reader } from 'protobufjs/minimal';

/** A request that is not what it says it is: answered with 400. */
export class MalformedRequestError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedRequestError';
  }
}

/**
 * Reads a protobuf message where it lies, without making objects of it: protobufjs
 * reads tags and numbers, and this class keeps every nested message inside the
 * one around it.
 */
export class WireReader {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly #reader: Reader;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#reader = new Reader(bytes);
  }

  get position(): number {
    return this.#reader.pos;
  }

  set position(position: number) {
    this.#reader.pos = position;
  }

  /** The next field's tag: its number times eight, and its wire type. */
  tag(): number {
    return this.#reader.tag();
  }

  /** Begins a field that has a length; answers where it ends. */
  enter(limit: number): number {
    const size = this.#reader.size();
    const end = this.#reader.pos + size;
    if (end > limit) {
      throw new MalformedRequestError(
        'a field is longer than the message around it',
      );
    }
    return end;
  }

  /** Begins a field of eight bytes; answers where it begins. */
  fixed64(limit: number): number {
    const start = this.#reader.pos;
    if (start + 8 > limit) {
      throw new MalformedRequestError('a message ends within a number');
    }
    this.#reader.pos = start + 8;
    return start;
  }

  double(limit: number): number {
    return this.view.getFloat64(this.fixed64(limit), true);
  }

  /** An `sfixed64` as the nearest number. */
  sfixed64(limit: number): number {
    const at = this.fixed64(limit);
    return (
      this.view.getInt32(at + 4, true) * 0x1_0000_0000 +
      this.view.getUint32(at, true)
    );
  }

  uint32(): number {
    return this.#reader.uint32();
  }

  sint32(): number {
    return this.#reader.sint32();
  }

  /** An `int64` in decimal digits, exactly. */
  int64Text(): string {
    const { low, high } = this.#reader.int64();
    if (high === low >> 31) {
      return String(low);
    }
    // The upper half carries the sign.
    return String(BigInt(high) * 0x1_0000_0000n + BigInt(low >>> 0));
  }

  /** A `uint64` in its two halves. */
  uint64(): { low: number; high: number } {
    const { low, high } = this.#reader.uint64();
    return { low: low >>> 0, high: high >>> 0 };
  }

  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end);
  }

  /** Passes over a field that means nothing here. */
  skip(tag: number): void {
    this.#reader.skipType(tag & 7, 0, tag >>> 3);
  }

  /** After a message's last field: it has to end where it was said to. */
  leave(limit: number): void {
    if (this.#reader.pos !== limit) {
      throw new MalformedRequestError('a message ends within a field');
    }
  }
}

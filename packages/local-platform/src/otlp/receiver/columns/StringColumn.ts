import { Column } from './Column';
import { GrowingBuffer } from './GrowingBuffer';
import { cutAt, MAX_VALUE_BYTES, toValidUtf8 } from './utf8';

const HEX_DIGITS = Buffer.from('0123456789abcdef', 'latin1');

/** Strings: the length of each, then its bytes. */
export class StringColumn implements Column {
  readonly type = 'String';
  readonly values = new GrowingBuffer(256 * 1024);
  readonly buffers = [this.values];
  /** How many values were cut at {@link MAX_VALUE_BYTES} since it was made. */
  cutValues = 0;

  /** Appends a range of a message, in the one pass that also finds out whether it is ASCII. */
  writeRange(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    if (count > 127) {
      this.#writeLong(source, start, end);
      return;
    }
    const { values } = this;
    values.reserve(count + 1);
    const { bytes } = values;
    let at = values.length;
    bytes[at] = count;
    at += 1;
    let bits = 0;
    for (let from = start; from < end; from += 1) {
      const byte = source[from];
      bits |= byte;
      bytes[at] = byte;
      at += 1;
    }
    if (bits < 128) {
      values.length = at;
    } else {
      this.#writeLong(source, start, end);
    }
  }

  /** Appends bytes, an id, as hexadecimal digits. */
  writeHex(source: Uint8Array, start: number, end: number): void {
    const { values } = this;
    values.writeVarint((end - start) * 2);
    values.reserve((end - start) * 2);
    const { bytes } = values;
    let at = values.length;
    for (let from = start; from < end; from += 1) {
      const byte = source[from];
      bytes[at] = HEX_DIGITS[byte >> 4];
      bytes[at + 1] = HEX_DIGITS[byte & 15];
      at += 2;
    }
    values.length = at;
  }

  writeText(text: string): void {
    // Numbers above all: character by character is faster than an encoder's call.
    if (text.length < 32 && this.#writeShortAscii(text)) {
      return;
    }
    const bytes = Buffer.from(text, 'utf8');
    this.writeRange(bytes, 0, bytes.length);
  }

  writeEmpty(): void {
    this.values.writeByte(0);
  }

  prefix(): Uint8Array[] {
    return [];
  }

  data(): Uint8Array[] {
    return [this.values.written()];
  }

  clear(): void {
    this.values.clear();
  }

  #writeShortAscii(text: string): boolean {
    const { values } = this;
    values.reserve(text.length + 1);
    const { bytes } = values;
    const start = values.length;
    bytes[start] = text.length;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        return false;
      }
      bytes[start + 1 + at] = code;
    }
    values.length = start + 1 + text.length;
    return true;
  }

  #writeLong(source: Uint8Array, start: number, end: number): void {
    const valid = toValidUtf8(source, start, end);
    let count = valid.length;
    if (count > MAX_VALUE_BYTES) {
      count = cutAt(valid, MAX_VALUE_BYTES);
      this.cutValues += 1;
    }
    this.values.writeVarint(count);
    this.values.append(valid, 0, count);
  }
}

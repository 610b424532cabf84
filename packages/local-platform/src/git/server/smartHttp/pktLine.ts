import { PackError } from '../pack/PackError';

const LENGTH_BYTES = 4;
const MAX_BAND_BYTES = 65_515;

/** The packet that ends a section. */
export const FLUSH = Buffer.from('0000');

export function encodeLine(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = (bytes.length + LENGTH_BYTES).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(length), bytes]);
}

/** Lines of one side band: 1 is data, 2 is for people, 3 is the end. */
export function encodeBand(band: 1 | 2 | 3, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += MAX_BAND_BYTES) {
    const part = bytes.subarray(at, at + MAX_BAND_BYTES);
    lines.push(encodeLine(Buffer.concat([Buffer.from([band]), part])));
  }
  return Buffer.concat(lines);
}

/** Reads packets off a buffer. */
export class LineReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The next line without its line feed; undefined is a flush, or the end. */
  next(): string | undefined {
    if (this.isAtEnd) {
      return undefined;
    }
    const start = this.#at + LENGTH_BYTES;
    const digits = this.#bytes.toString('latin1', this.#at, start);
    const length = /^[0-9a-f]{4}$/i.test(digits) ? parseInt(digits, 16) : -1;
    if (length === 0) {
      this.#at = start;
      return undefined;
    }
    const end = this.#at + length;
    if (length < LENGTH_BYTES || end > this.#bytes.length) {
      throw new PackError('the request has a malformed packet line');
    }
    this.#at = end;
    return this.#bytes.toString('utf8', start, end).replace(/\n$/, '');
  }

  /** The lines up to the next flush. */
  section(): string[] {
    const lines: string[] = [];
    for (let line = this.next(); line !== undefined; line = this.next()) {
      lines.push(line);
    }
    return lines;
  }

  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }
}

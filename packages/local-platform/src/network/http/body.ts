import { withCode } from '../proxy/withCode';
import { HttpInput } from './HttpInput';

/** How the end of a body is told. */
export type Framing =
  | { kind: 'none' }
  | { kind: 'length'; length: number }
  | { kind: 'chunked' }
  /** With that of the connection. */
  | { kind: 'close' };

/** Some bytes as they come, and what of them is the body. */
export type Piece = { wire: Buffer; content: Buffer };

const LONGEST_LINE = 16 * 1024;
const NOTHING = Buffer.alloc(0);

/** Reads exactly one body; of one that breaks off, what there is of it. */
export async function* readBody(
  input: HttpInput,
  framing: Framing,
): AsyncGenerator<Piece> {
  switch (framing.kind) {
    case 'length':
      yield* readLength(input, framing.length);
      return;
    case 'chunked':
      yield* readChunks(input);
      return;
    case 'close':
      yield* readLength(input, Infinity);
      return;
    default:
  }
}

async function* readLength(
  input: HttpInput,
  length: number,
): AsyncGenerator<Piece> {
  for (let left = length; left > 0; ) {
    const bytes = await input.next(left);
    if (!bytes) {
      return;
    }
    left -= bytes.length;
    yield { wire: bytes, content: bytes };
  }
}

async function* readChunks(input: HttpInput): AsyncGenerator<Piece> {
  for (;;) {
    const line = await input.until('\r\n', LONGEST_LINE);
    const size = /^[\da-f]+/i.exec(line?.toString('latin1') ?? '')?.[0];
    if (!line || size === undefined) {
      throw withCode('ECONNRESET');
    }
    yield { wire: line, content: NOTHING };
    const length = parseInt(size, 16);
    if (length === 0) {
      yield* readTrailers(input);
      return;
    }
    yield* readLength(input, length);
    for await (const { wire } of readLength(input, 2)) {
      yield { wire, content: NOTHING };
    }
  }
}

async function* readTrailers(input: HttpInput): AsyncGenerator<Piece> {
  for (let isLast = false; !isLast; ) {
    const line = await input.until('\r\n', LONGEST_LINE);
    if (!line) {
      return;
    }
    isLast = line.length === 2;
    yield { wire: line, content: NOTHING };
  }
}

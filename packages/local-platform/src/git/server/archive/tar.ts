const BLOCK = 512;
const MAX_NAME_BYTES = 100;

export type TarEntry = {
  path: string;
  mode: string;
  /** What the file holds, or where the link leads. */
  content: Buffer;
};

/** A tar archive in pieces: ustar, with pax headers where a name does not fit. */
export async function* writeTar(
  entries: AsyncIterable<TarEntry>,
  timestamp: number,
): AsyncGenerator<Buffer> {
  for await (const { path, mode, content } of entries) {
    const isLink = mode === '120000';
    const target = isLink ? content : Buffer.alloc(0);
    const records = [
      ...(Buffer.byteLength(path) > MAX_NAME_BYTES
        ? [record('path', path)]
        : []),
      ...(target.length > MAX_NAME_BYTES
        ? [record('linkpath', target.toString('utf8'))]
        : []),
    ];
    if (records.length > 0) {
      const extension = Buffer.concat(records);
      yield header({
        name: 'pax_header',
        type: 'x',
        size: extension.length,
        timestamp,
      });
      yield pad(extension);
    }
    const type = isLink ? '2' : (path.endsWith('/') && '5') || '0';
    const size = isLink ? 0 : content.length;
    yield header({ name: path, type, size, timestamp, mode, target });
    if (size > 0) {
      yield pad(content);
    }
  }
  yield Buffer.alloc(2 * BLOCK);
}

type Header = {
  name: string;
  type: string;
  size: number;
  timestamp: number;
  mode?: string;
  target?: Buffer;
};

function header({ name, type, size, timestamp, mode = '', target }: Header) {
  const block = Buffer.alloc(BLOCK);
  const permissions = type === '5' || mode === '100755' ? '775' : '664';
  const number = (value: number, length: number) =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  Buffer.from(name).copy(block, 0, 0, MAX_NAME_BYTES);
  block.write(permissions.padStart(7, '0'), 100);
  block.write(number(0, 8), 108);
  block.write(number(0, 8), 116);
  block.write(number(size, 12), 124);
  block.write(number(timestamp, 12), 136);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  target?.copy(block, 157, 0, MAX_NAME_BYTES);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A pax record says its own length, its digits included. */
function record(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (Buffer.byteLength(`${length}${rest}`) !== length) {
    length = Buffer.byteLength(`${length}${rest}`);
  }
  return Buffer.from(`${length}${rest}`);
}

function pad(content: Buffer): Buffer {
  const missing = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return Buffer.concat([content, Buffer.alloc(missing)]);
}

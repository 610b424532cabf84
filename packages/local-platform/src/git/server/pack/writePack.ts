import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { GitObject, ObjectType } from '../store/gitObjects';
import { ObjectStore } from '../store/ObjectStore';

const compress = promisify(deflate);
const TYPE_NUMBERS: Record<ObjectType, number> = {
  commit: 1,
  tree: 2,
  blob: 3,
  tag: 4,
};

/** A pack of these objects, in pieces. Without deltas: the client is on the same machine. */
export async function* writePack(
  objects: ObjectStore,
  oids: ReadonlySet<string>,
): AsyncGenerator<Buffer> {
  const sum = createHash('sha1');
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  header.writeUInt32BE(oids.size, 8);
  sum.update(header);
  yield header;
  for (const oid of oids) {
    const object = await objects.read(oid);
    if (!object) {
      throw new Error(`The object ${oid} is missing`);
    }
    const entry = await encodeEntry(object);
    sum.update(entry);
    yield entry;
  }
  yield sum.digest();
}

async function encodeEntry({ type, content }: GitObject): Promise<Buffer> {
  const header: number[] = [];
  let rest = Math.floor(content.length / 16);
  let byte = TYPE_NUMBERS[type] * 16 + (content.length % 16);
  while (rest > 0) {
    header.push(byte + 128);
    byte = rest % 128;
    rest = Math.floor(rest / 128);
  }
  header.push(byte);
  return Buffer.concat([Buffer.from(header), await compress(content)]);
}

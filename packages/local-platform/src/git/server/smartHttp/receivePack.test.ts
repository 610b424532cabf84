import { createHash, randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import {
  createRepository,
  HOST_TOKEN,
  RunningHost,
  startHost,
} from '../../__testUtils__/startHost';
import { repositoryUrl, WorkingCopy } from '../../__testUtils__/workingCopy';
import { encodeTree } from '../store/gitObjects';
import { NO_OBJECT } from '../store/names';
import { encodeLine, FLUSH } from './pktLine';

jest.setTimeout(60_000);

describe('a push', () => {
  let running: RunningHost;
  let copy: WorkingCopy;
  let repository: string;

  beforeAll(async () => {
    running = await startHost({
      maxPackBytes: 2_000_000,
      maxUnpackedBytes: 4_000_000,
    });
  });

  afterAll(async () => {
    await running?.stop();
  });

  beforeEach(async () => {
    const name = `orders-${randomBytes(4).toString('hex')}`;
    await createRepository(running, name);
    copy = await WorkingCopy.create(running, name, `copy-of-${name}`);
    repository = name;
  });

  async function head(): Promise<string | undefined> {
    const found = await running.host.repositories.find(
      'shop-platform',
      repository,
    );
    return await found?.branch('main');
  }

  /** Sends a push by hand and answers what git would read. */
  async function sendPush(
    commands: string[],
    pack: Buffer,
  ): Promise<{ status: number; text: string }> {
    const [first, ...others] = commands;
    const response = await fetch(
      `${repositoryUrl(running, repository)}/git-receive-pack`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${HOST_TOKEN}` },
        body: new Uint8Array(
          Buffer.concat([
            encodeLine(`${first}\0 report-status`),
            ...others.map(encodeLine),
            FLUSH,
            pack,
          ]),
        ),
      },
    );
    return { status: response.status, text: await response.text() };
  }

  describe('is refused, and changes nothing, when it has', () => {
    const blob = Buffer.from('content');
    const blobId = createHash('sha1')
      .update(`blob ${blob.length}\0content`)
      .digest('hex');

    function packOf(
      entries: { type: number; content: Buffer; size?: number }[],
    ) {
      const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
      header.writeUInt32BE(entries.length, 8);
      const body = Buffer.concat([
        header,
        ...entries.flatMap(({ type, content, size = content.length }) => [
          sizeOf(type, size),
          deflateSync(content),
        ]),
      ]);
      return Buffer.concat([body, createHash('sha1').update(body).digest()]);
    }

    function sizeOf(type: number, size: number): Buffer {
      const bytes = [];
      let rest = Math.floor(size / 16);
      let byte = type * 16 + (size % 16);
      for (; rest > 0; rest = Math.floor(rest / 128)) {
        bytes.push(byte + 128);
        byte = rest % 128;
      }
      return Buffer.from([...bytes, byte]);
    }

    function commitOf(tree: string) {
      const who = 'A <a@example.com> 1700000000 +0000';
      return Buffer.from(
        `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nm\n`,
      );
    }

    const idOf = (type: string, content: Buffer) =>
      createHash('sha1')
        .update(`${type} ${content.length}\0`)
        .update(content)
        .digest('hex');

    function evilTree(path: string) {
      const tree = encodeTree([
        { mode: '100644', path, oid: blobId, type: 'blob' },
      ]);
      const commit = commitOf(idOf('tree', tree));
      return {
        tip: idOf('commit', commit),
        pack: packOf([
          { type: 3, content: blob },
          { type: 2, content: tree },
          { type: 1, content: commit },
        ]),
      };
    }

    const good = evilTree('file.txt');
    const flipped = Buffer.from(good.pack);
    flipped[40] = 255 - flipped[40];

    it.each([
      ['a pack with a flipped byte', good.tip, flipped, 'checksum'],
      ['a pack that was cut', good.tip, good.pack.subarray(0, 60), 'checksum'],
      ['no pack', good.tip, Buffer.alloc(0), 'missing necessary objects'],
      ['something else', good.tip, Buffer.from('x'.repeat(64)), 'no pack'],
      [
        'a commit without its tree',
        idOf('commit', commitOf('1'.repeat(40))),
        packOf([{ type: 1, content: commitOf('1'.repeat(40)) }]),
        'missing necessary objects',
      ],
      [
        'a blob as a branch',
        blobId,
        packOf([{ type: 3, content: blob }]),
        'has to be a commit',
      ],
      [
        'a false size',
        blobId,
        packOf([{ type: 3, content: blob, size: 900 }]),
        'another size',
      ],
      [
        'more than it may unpack',
        blobId,
        packOf([{ type: 3, content: Buffer.alloc(5_000_000) }]),
        'too large when unpacked',
      ],
      [
        'a small size over a large object',
        blobId,
        Buffer.from(
          packOf([{ type: 3, content: Buffer.alloc(1_000_000), size: 10 }]),
        ),
        'cannot be unpacked',
      ],
      [
        'a file named ..',
        evilTree('..').tip,
        evilTree('..').pack,
        'malformed entry',
      ],
      [
        'a file named .GIT',
        evilTree('.GIT').tip,
        evilTree('.GIT').pack,
        'malformed entry',
      ],
    ])('%s', async (_, tip, pack, reason) => {
      const { text } = await sendPush(
        [`${NO_OBJECT} ${tip} refs/heads/main`],
        pack,
      );

      expect(text).toContain(reason);
      expect(text).toContain('ng refs/heads/main unpacker error');
      expect(await head()).toBeUndefined();
      const objects = await running.api(
        `/repos/shop-platform/${repository}/git/blobs/${blobId}`,
      );
      expect(objects.status).toBe(404);
    });

    it.each([
      ['a name out of the folder', 'refs/heads/../../HEAD', 'funny refname'],
      ['a lock', 'refs/heads/main.lock', 'funny refname'],
      ['a ref of the host', 'refs/pull/1/head', 'hidden ref'],
      ['HEAD', 'HEAD', 'hidden ref'],
    ])('%s', async (_, name, reason) => {
      const { text } = await sendPush(
        [`${NO_OBJECT} ${good.tip} ${name}`],
        good.pack,
      );

      expect(text).toContain(reason);
    });

    it('more bytes than a pack may have', async () => {
      const { status } = await sendPush(
        [`${NO_OBJECT} ${blobId} refs/heads/main`],
        randomBytes(3_000_000),
      );

      expect(status).toBe(413);
    });

    it('another idea of where the branch is', async () => {
      await copy.commit({ a: 'a' });
      await copy.push();
      const before = await head();

      const { text } = await sendPush(
        [`${good.tip} ${good.tip} refs/heads/main`],
        good.pack,
      );
      const atomic = await sendPush(
        [
          `${good.tip} ${good.tip} refs/heads/main`,
          `${NO_OBJECT} ${good.tip} refs/heads/other`,
        ],
        good.pack,
      );

      expect(text).toContain('ng refs/heads/main fetch first');
      expect(atomic.text).toContain('ok refs/heads/other');
      expect(await head()).toBe(before);
    });
  });
});

import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { CopyOut } from '../src/source/CopyOut.ts';
import { eventually } from './support/http.ts';

function message(code: string, body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(code);
  head.writeUInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}

/** A connection whose driver hears what is left to it, and says when the copy is complete. */
function connect(copy: CopyOut) {
  const stream = new PassThrough({ highWaterMark: 4096 });
  const heard: Buffer[] = [];
  let isComplete = false;
  const driver = (chunk: Buffer) => {
    heard.push(chunk);
    if (!isComplete && Buffer.concat(heard).includes('COPY 3')) {
      isComplete = true;
      copy.handleCommandComplete({ text: 'COPY 3' });
    }
  };
  stream.on('data', driver);
  const queries: string[] = [];
  copy.submit({ stream, query: text => queries.push(text) });
  return { stream, driver, queries, heard: () => Buffer.concat(heard) };
}

const rows = [
  'first\t1\n',
  `${'second, larger than a block'.repeat(10_000)}\n`,
  'd\tc\tE\n',
];
const notice = message('N', 'SNOTICE\0Mit goes on\0\0');

for (const pieceBytes of [7, 4096, 1_000_000]) {
  test(`rows are put together, and the rest is the driver's, in pieces of ${pieceBytes} bytes`, async () => {
    const copy = new CopyOut('COPY t TO STDOUT');
    const { stream, driver, queries, heard } = connect(copy);
    const [first = '', second = '', third = ''] = rows;
    const before = message('H', Buffer.from([0, 0, 1, 0, 0]));
    const after = Buffer.concat([
      message('c'),
      message('C', 'COPY 3\0'),
      message('Z', 'I'),
    ]);
    const sent = Buffer.concat([
      before,
      message('d', first),
      notice,
      message('d', second),
      message('d', third),
      after,
    ]);

    const received = buffer(copy);
    for (let at = 0; at < sent.length; at += pieceBytes) {
      if (!stream.write(sent.subarray(at, at + pieceBytes))) {
        await new Promise(resolve => {
          stream.once('drain', resolve);
        });
      }
    }

    assert.deepEqual(queries, ['COPY t TO STDOUT']);
    assert.ok((await received).equals(Buffer.from(rows.join(''))));
    assert.equal(copy.rowCount, 3);
    // What comes next is the driver's at once.
    assert.deepEqual(stream.listeners('data'), [driver]);
    const next = message('S', 'next');
    stream.write(next);
    await eventually(() => stream.readableLength === 0 || undefined);
    assert.ok(heard().equals(Buffer.concat([before, notice, after, next])));
  });
}

test('an error in the middle of the rows is told by the driver, and none follows', async () => {
  const copy = new CopyOut('COPY t TO STDOUT');
  const { stream, heard } = connect(copy);
  const error = message('E', 'SERROR\0C57014\0Mcancelled\0\0');
  const received = buffer(copy);

  stream.write(Buffer.concat([message('d', 'half'), error]));
  await new Promise(resolve => {
    setImmediate(resolve);
  });
  assert.ok(heard().equals(error));
  copy.handleError(new Error('cancelled'));

  await assert.rejects(received, /cancelled/);
});

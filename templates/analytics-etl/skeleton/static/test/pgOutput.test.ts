import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Changes } from '../src/replication/Changes.ts';
import { PgOutput } from '../src/replication/PgOutput.ts';
import { unseen } from '../src/replication/visibility.ts';
import { tables } from '../src/tables/index.ts';

const letter = (text: string) => Buffer.from(text, 'latin1');
const text = (value: string) => Buffer.from(`${value}\0`);
const int16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const int64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

function relation(id: number, name: string, columns: readonly string[]) {
  const [schema = '', table = ''] = name.split('.');
  return Buffer.concat([
    letter('R'),
    int32(id),
    text(schema),
    text(table),
    letter('d'),
    int16(columns.length),
    ...columns.flatMap(column => [
      Buffer.from([0]),
      text(column),
      int32(2950),
      int32(0xffff_ffff),
    ]),
  ]);
}

/** A string is text; null and `unchanged` are what they say. */
function tuple(values: readonly (string | null | undefined)[]) {
  return Buffer.concat([
    int16(values.length),
    ...values.map(value => {
      if (typeof value !== 'string') {
        return letter(value === null ? 'n' : 'u');
      }
      const bytes = Buffer.from(value);
      return Buffer.concat([letter('t'), int32(bytes.length), bytes]);
    }),
  ]);
}

const wanted = new Map([['core.order_lines', new Set(['id', 'order_id'])]]);
const columns = ['id', 'name', 'order_id'];

test('rows are read by the columns that lead to others, and the rest is passed over', () => {
  const output = new PgOutput(wanted);
  assert.deepEqual(output.read(relation(7, 'core.order_lines', columns)), {
    kind: 'relation',
    relation: 'core.order_lines',
  });
  const row = { kind: 'row', relation: 'core.order_lines' };

  assert.deepEqual(
    output.read(
      Buffer.concat([
        letter('I'),
        int32(7),
        letter('N'),
        tuple(['a', 'Чай', 'b']),
      ]),
    ),
    { ...row, after: { id: 'a', order_id: 'b' } },
  );
  assert.deepEqual(
    output.read(
      Buffer.concat([
        letter('U'),
        int32(7),
        letter('K'),
        tuple(['a', null, null]),
        letter('N'),
        tuple(['c', undefined, 'b']),
      ]),
    ),
    { ...row, before: { id: 'a' }, after: { id: 'c', order_id: 'b' } },
  );
  assert.deepEqual(
    output.read(
      Buffer.concat([
        letter('D'),
        int32(7),
        letter('K'),
        tuple(['a', null, null]),
      ]),
    ),
    { ...row, before: { id: 'a' } },
  );
});

test('transactions, truncations and what says nothing of rows are told apart', () => {
  const output = new PgOutput(wanted);
  output.read(relation(7, 'core.order_lines', columns));

  assert.deepEqual(
    output.read(
      Buffer.concat([letter('B'), int64(9n), int64(1n), int32(4_000_000_000)]),
    ),
    { kind: 'begin', xid: 4_000_000_000 },
  );
  assert.deepEqual(
    output.read(
      Buffer.concat([
        letter('C'),
        Buffer.from([0]),
        int64(9n),
        int64(2n ** 63n),
        int64(1n),
      ]),
    ),
    { kind: 'commit', endLsn: 2n ** 63n },
  );
  assert.deepEqual(
    output.read(
      Buffer.concat([letter('T'), int32(1), Buffer.from([0]), int32(7)]),
    ),
    { kind: 'truncate', relations: ['core.order_lines'] },
  );
  assert.equal(output.read(letter('O')), undefined);
  assert.throws(
    () =>
      output.read(
        Buffer.concat([letter('I'), int32(8), letter('N'), tuple([])]),
      ),
    /relation 8 unannounced/,
  );
});

test('what changed is gathered by the rows that it leads to, whatever stands half told', () => {
  const changes = new Changes(tables);
  changes.add({ kind: 'begin', xid: 5 });
  changes.add({
    kind: 'row',
    relation: 'core.order_lines',
    after: { id: 'line', order_id: 'order' },
  });
  assert.equal(changes.isEmpty, false);
  const first = changes.take();
  changes.add({
    kind: 'row',
    relation: 'core.orders',
    before: { id: 'order' },
  });
  changes.add({ kind: 'commit', endLsn: 80n });
  const second = changes.take();

  assert.equal(first.endLsn, undefined);
  assert.deepEqual([...first.xids], [5]);
  assert.deepEqual(
    first.rows.map(({ table, keys, gone }) => [
      table.name,
      [...keys].map(([rows, ids]) => [rows, [...ids]]),
      [...gone],
    ]),
    [
      ['orders_analytics', [['d.id', ['order']]], []],
      ['order_items_analytics', [['d.id', ['line']]], []],
    ],
  );
  assert.equal(second.endLsn, 80n);
  assert.deepEqual([...second.xids], [5]);
  assert.deepEqual(
    second.rows.map(({ table, gone }) => [table.name, [...gone]]),
    [
      ['orders_analytics', ['order']],
      ['order_items_analytics', []],
    ],
  );
  assert.equal(changes.isEmpty, true);
});

test('a transaction is seen when it neither runs nor is yet to come, also where numbers start over', () => {
  assert.deepEqual(unseen('10:20:', [5, 10, 19]), []);
  assert.deepEqual(
    unseen('10:20:10,15', [5, 10, 15, 19, 20, 21]),
    [10, 15, 20, 21],
  );
  const turn = 2n ** 32n;
  assert.deepEqual(
    unseen(
      `${turn - 2n}:${turn + 3n}:${turn - 2n},${turn + 1n}`,
      [4_294_967_294, 4_294_967_295, 0, 1, 2, 3],
    ),
    [4_294_967_294, 1, 3],
  );
});

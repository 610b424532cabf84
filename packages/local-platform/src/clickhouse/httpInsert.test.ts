import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { eventually } from '../__testUtils__/scratch';
import {
  describeOnEachServer,
  request,
  rowsOf,
  Target,
} from './__testUtils__/targets';

jest.setTimeout(120_000);

describeOnEachServer('Inserts', target => {
  const create = async (name: string, columns: string) => {
    await target().client.command({
      query: `CREATE TABLE ${name} (${columns}) ENGINE = MergeTree ORDER BY tuple()`,
    });
  };
  const count = async (table: string) =>
    await rowsOf(
      target().client,
      `SELECT toUInt32(count()) AS n FROM ${table}`,
    );
  const insert = async (query: string, data: string | Uint8Array) =>
    await request(target(), { query }, { method: 'POST', body: data });

  it('stores rows with defaults, column lists and the types of the table', async () => {
    const { client } = target();
    await create(
      'typed',
      "id UInt64, name String DEFAULT concat('order ', toString(id)), at DateTime64(3, 'UTC'), tags Map(LowCardinality(String), String), total Decimal(18, 2), note Nullable(String), day Date MATERIALIZED toDate(at)",
    );
    const { summary } = await client.insert({
      table: 'typed',
      format: 'JSONEachRow',
      columns: ['id', 'at', 'tags', 'total'],
      values: [
        {
          id: '18446744073709551615',
          at: '2026-03-01 12:00:00.678',
          tags: { region: 'europe-west1' },
          total: '10.10',
        },
      ],
    });
    expect(summary?.written_rows).toBe('1');
    expect(
      await rowsOf(client, 'SELECT *, day FROM typed', {
        clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
      }),
    ).toEqual([
      {
        id: '18446744073709551615',
        name: 'order 18446744073709551615',
        at: '2026-03-01 12:00:00.678',
        tags: { region: 'europe-west1' },
        total: 10.1,
        note: null,
        day: '2026-03-01',
      },
    ]);
  });

  it('takes any format, with data in the body, in the URL, or behind the query', async () => {
    await create('formats', 'id UInt32, text String');
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const binary = Buffer.concat([
      Buffer.from([1, 0, 0, 0, 128, 2]),
      all,
      Buffer.from([10, 10, 10, 10, 2, 10, 59]),
    ]);
    const answers = [
      await insert('INSERT INTO formats FORMAT RowBinary', binary),
      await insert('INSERT INTO formats FORMAT CSV', '2,"a\n\nb; ""c"""\n'),
      await insert('INSERT INTO formats (text, id) FORMAT TSV', 'x\\ty\t3\n'),
      await insert(
        "INSERT INTO formats VALUES (4, 'a;''b'), (2 + 3, lower('FIVE'))",
        '',
      ),
      await insert(
        '',
        "INSERT INTO formats SETTINGS async_insert = 0 VALUES\n(6, '\\n')",
      ),
      await insert(
        '',
        'INSERT INTO formats FORMAT JSONEachRow {"id":7,"text":"seven"}\n',
      ),
      await insert(
        '',
        Buffer.concat([
          Buffer.from('-- comment\nINSERT INTO formats FORMAT RowBinary\n'),
          Buffer.from([8, 0, 0, 0, 2, 0xff, 0]),
        ]),
      ),
      await insert('INSERT INTO formats SELECT 9, {x:String} FORMAT Null', ''),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200, 200, 200, 500,
    ]);
    const rows = await rowsOf(
      target().client,
      'SELECT id, hex(text) AS text FROM formats ORDER BY id',
    );
    const hex = (text: string) =>
      Buffer.from(text).toString('hex').toUpperCase();
    expect(rows).toEqual([
      { id: 1, text: all.toString('hex').toUpperCase() },
      { id: 2, text: hex('a\n\nb; "c"') },
      { id: 3, text: hex('x\ty') },
      { id: 4, text: hex("a;'b") },
      { id: 5, text: hex('five') },
      { id: 6, text: hex('\n') },
      { id: 7, text: hex('seven') },
      { id: 8, text: 'FF00' },
      { id: 168430090, text: hex('\n;') },
    ]);
  });

  it('carries rows in the engine’s own format from one table to another', async () => {
    await create('source', 'id UInt32, tags Array(LowCardinality(String))');
    await create('sink', 'id UInt32, tags Array(LowCardinality(String))');
    await target().client.command({
      query:
        "INSERT INTO source SELECT number, ['a', toString(number % 10)] FROM numbers(100000)",
    });
    const native = await request(
      target(),
      {},
      { method: 'POST', body: 'SELECT * FROM source FORMAT Native' },
    );
    const stored = await insert(
      'INSERT INTO sink FORMAT Native',
      new Uint8Array(await native.arrayBuffer()),
    );
    expect(stored.status).toBe(200);
    expect(
      await rowsOf(
        target().client,
        'SELECT toUInt32(count()) AS n FROM (SELECT * FROM source EXCEPT SELECT * FROM sink)',
      ),
    ).toEqual([{ n: 0 }]);
    expect(await count('sink')).toEqual([{ n: 100_000 }]);
  });

  it('says which row is wrong, stores none of them, and serves on', async () => {
    await create('strict', 'id UInt32');
    const rows = Array.from({ length: 1000 }, (_, id) => `{"id":${id}}`);
    rows[700] = '{"id":"not a number"}';
    for (let again = 0; again < 12; again++) {
      const answer = await insert(
        'INSERT INTO strict FORMAT JSONEachRow',
        rows.join('\n'),
      );
      expect(answer.status).toBe(400);
      expect(await answer.text()).toMatch(
        /^Code: (27|6|72|117)\. .*row 70[01]\)/s,
      );
    }
    const unknown = await insert('INSERT INTO nowhere FORMAT CSV', '1\n');
    expect(unknown.status).toBe(404);
    expect(await count('strict')).toEqual([{ n: 0 }]);
  });

  it('streams a large insert in, and tells how many rows it wrote', async () => {
    await create('large', 'id UInt64, text String');
    const row = (id: number) => ({ id, text: `${id}`.padEnd(200, 'x') });
    const { summary } = await target().client.insert({
      table: 'large',
      format: 'JSONEachRow',
      values: Readable.from(
        (function* rows() {
          for (let id = 0; id < 300_000; id++) {
            yield row(id);
          }
        })(),
      ),
    });
    expect(summary?.written_rows).toBe('300000');
    expect(
      await rowsOf(
        target().client,
        'SELECT toUInt32(uniqExact(id)) AS n FROM large',
      ),
    ).toEqual([{ n: 300_000 }]);
  });

  it('stores nothing of a block whose sender breaks off, at the end of a row too', async () => {
    await create('broken', 'id UInt32');
    for (let again = 0; again < 10; again++) {
      await sendHalf(target(), 'INSERT INTO broken FORMAT TSV', '1\n2\n3\n');
    }
    await eventually(
      async () =>
        (
          await rowsOf(
            target().client,
            "SELECT 1 FROM system.processes WHERE query LIKE 'INSERT INTO broken%'",
          )
        ).length === 0,
    );
    expect(await count('broken')).toEqual([{ n: 0 }]);
  });

  it('takes inserts and answers queries at the same time', async () => {
    await create('busy', 'id UInt32, payload String');
    const payload = randomBytes(400).toString('hex');
    const values = Array.from({ length: 2_000 }, (_, id) => ({ id, payload }));
    const writers = Array.from({ length: 8 }, async () => {
      for (let batch = 0; batch < 5; batch++) {
        await target().client.insert({
          table: 'busy',
          format: 'JSONEachRow',
          values,
        });
      }
    });
    const readers = Array.from({ length: 8 }, async () => {
      for (let again = 0; again < 10; again++) {
        await rowsOf(target().client, 'SELECT max(id) AS id FROM busy');
      }
    });
    await Promise.all([...writers, ...readers]);
    expect(await count('busy')).toEqual([{ n: 80_000 }]);
  });
});

/** Sends the beginning of a body, waits until it is on its way, and cuts the connection. */
async function sendHalf(
  { database, url }: Target,
  query: string,
  data: string,
): Promise<void> {
  const { hostname, password, port, username } = new URL(url);
  const search = new URLSearchParams({ query, database });
  await new Promise<void>(resolve => {
    const sending = httpRequest({
      hostname,
      port,
      method: 'POST',
      path: `/?${search}`,
      auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}`,
      headers: { 'content-length': String(data.length * 10) },
    });
    sending.on('error', () => resolve());
    sending.write(data, () => setImmediate(() => sending.destroy()));
    sending.on('close', () => resolve());
  });
}

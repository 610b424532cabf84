import { gzipSync } from 'node:zlib';
import { describeOnEachServer, request, rowsOf } from './__testUtils__/targets';

jest.setTimeout(60_000);

describeOnEachServer('HTTP interface', target => {
  it('answers a ping, and a bare address, to everybody', async () => {
    const { client, url } = target();
    expect(await client.ping()).toEqual({ success: true });
    const { origin } = new URL(url);
    for (const path of ['/', '/ping']) {
      const answer = await fetch(`${origin}${path}`);
      expect([answer.status, await answer.text()]).toEqual([200, 'Ok.\n']);
    }
    expect((await fetch(`${origin}/elsewhere`)).status).toBe(404);
  });

  it('takes a query from the URL, from the body, or from both in a row', async () => {
    const get = await request(target(), { query: 'SELECT 1 AS one' });
    expect(await get.text()).toBe('1\n');
    const post = await request(target(), {}, body('SELECT 2'));
    expect(await post.text()).toBe('2\n');
    const both = await request(
      target(),
      { query: 'SELECT 3', default_format: 'JSONEachRow' },
      body('AS three -- a comment at the end'),
    );
    expect(await both.text()).toBe('{"three":3}\n');
    expect(both.headers.get('x-clickhouse-format')).toBe('JSONEachRow');
    expect(both.headers.get('content-type')).toContain('application/x-ndjson');
  });

  it('names query, format, timezone and rows in the headers', async () => {
    const answer = await request(
      target(),
      { query_id: 'my-query*/1', wait_end_of_query: '1' },
      body('SELECT number FROM numbers(3) FORMAT CSVWithNames'),
    );
    expect(await answer.text()).toBe('"number"\n0\n1\n2\n');
    expect(answer.headers.get('x-clickhouse-query-id')).toBe('my-query*/1');
    expect(answer.headers.get('x-clickhouse-format')).toBe('CSVWithNames');
    expect(answer.headers.get('x-clickhouse-timezone')).toBeTruthy();
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const summary = answer.headers.get('x-clickhouse-summary') ?? '';
    expect(JSON.parse(summary)).toMatchObject({ result_rows: '3' });
  });

  it('writes every kind of format as a whole document', async () => {
    const json = await request(
      target(),
      {},
      body('SELECT number FROM numbers(200000) FORMAT JSON'),
    );
    const document = await json.json();
    expect(document.rows).toBe(200_000);
    expect(document.data).toHaveLength(200_000);
    const binary = await request(
      target(),
      {},
      body('SELECT toUInt16(513) FORMAT RowBinary SETTINGS max_threads = 1'),
    );
    expect(Buffer.from(await binary.arrayBuffer())).toEqual(
      Buffer.from([1, 2]),
    );
    const nothing = await request(target(), {}, body('SELECT 1 FORMAT Null'));
    expect(await nothing.text()).toBe('');
  });

  it('serves statements that list and explain', async () => {
    const { client } = target();
    await client.command({
      query: 'CREATE TABLE listed (id UInt8) ENGINE = MergeTree ORDER BY id',
    });
    expect(await rowsOf(client, 'SHOW TABLES')).toEqual([{ name: 'listed' }]);
    expect(await rowsOf(client, 'DESCRIBE TABLE listed')).toEqual([
      expect.objectContaining({ name: 'id', type: 'UInt8' }),
    ]);
    expect(await rowsOf(client, 'EXISTS TABLE listed')).toEqual([
      { result: 1 },
    ]);
    expect(
      await rowsOf(client, 'EXPLAIN SELECT * FROM listed'),
    ).not.toHaveLength(0);
    expect(
      await rowsOf(
        client,
        '(WITH 2 AS two SELECT two AS n) UNION ALL (SELECT 1)',
      ),
    ).toHaveLength(2);
  });

  it('binds parameters, whatever is in them', async () => {
    const { client } = target();
    const text = "O'Brien \\ \t\n\0 {x:String} /* */ -- Привіт 🛒";
    expect(
      await rowsOf(
        client,
        `SELECT {text:String} AS text, {big:UInt64} AS big, {none:Nullable(String)} AS none,
           {list:Array(String)} AS list, {map:Map(String, UInt8)} AS map,
           {moment:DateTime64(3, 'UTC')} AS moment
         FROM system.{table:Identifier}`,
        {
          query_params: {
            text,
            big: '18446744073709551615',
            none: null,
            list: ["a'b", 'c\\d', ''],
            map: { a: 1 },
            moment: '2026-03-01 12:00:00.678',
            table: 'one',
          },
          clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
        },
      ),
    ).toEqual([
      {
        text,
        big: '18446744073709551615',
        none: null,
        list: ["a'b", 'c\\d', ''],
        map: { a: 1 },
        moment: '2026-03-01 12:00:00.678',
      },
    ]);
  });

  it('binds long parameters, which the client sends as a form', async () => {
    const list = Array.from({ length: 5_000 }, (_, index) => `name ${index}`);
    const result = await target().client.query({
      query: 'SELECT length({list:Array(String)}) AS size',
      query_params: { list },
      use_multipart_params: true,
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ size: 5_000 }]);
  });

  it('sets settings for one query and no other', async () => {
    const { client } = target();
    const query = "SELECT getSetting('max_block_size') AS size";
    const [usual] = await rowsOf(client, query);
    const changed = { clickhouse_settings: { max_block_size: 7 } };
    expect(await rowsOf(client, query, changed)).toEqual([{ size: 7 }]);
    expect(
      await rowsOf(client, `${query} SETTINGS max_block_size = 9`, changed),
    ).toEqual([{ size: 9 }]);
    for (let again = 0; again < 8; again++) {
      expect(await rowsOf(client, query)).toEqual([usual]);
    }
    await expect(
      rowsOf(client, query, { clickhouse_settings: { no_such_setting: 1 } }),
    ).rejects.toMatchObject({ code: '115', type: 'UNKNOWN_SETTING' });
  });

  it('keeps temporary tables and databases to the request that uses them', async () => {
    const { client } = target();
    const [{ name }] = JSON.parse(
      JSON.stringify(await rowsOf(client, 'SELECT currentDatabase() AS name')),
    );
    expect(name).toBe(target().database);
    await expect(
      request(
        target(),
        { database: 'no_such_database' },
        body('SELECT 1'),
      ).then(answer => answer.status),
    ).resolves.toBe(404);
  });

  it('lets GET read only', async () => {
    const answer = await request(target(), {
      query: 'CREATE TABLE by_get (id UInt8) ENGINE = Memory',
    });
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe('164');
    expect(await answer.text()).toContain('(READONLY)');
  });

  it.each([
    ['SELECT * FROM no_such_table', 404, '60', 'UNKNOWN_TABLE'],
    ['SELECT no_such_column', 404, '47', 'UNKNOWN_IDENTIFIER'],
    ['SELEKT 1', 400, '62', 'SYNTAX_ERROR'],
    ['SELECT 1; SELECT 2', 400, '62', 'SYNTAX_ERROR'],
    ['', 400, '62', 'SYNTAX_ERROR'],
    ['SELECT {x:UInt8}', 500, '456', 'UNKNOWN_QUERY_PARAMETER'],
    ['SELECT throwIf(1)', 500, '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
    ['SELECT 1 FORMAT Nonsense', 404, '73', 'UNKNOWN_FORMAT'],
  ])('tells what is wrong with %s', async (query, status, code, type) => {
    const answer = await request(target(), {}, body(query));
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe(code);
    expect(await answer.text()).toMatch(
      new RegExp(`^Code: ${code}\\. DB::Exception: .*\\(${type}\\) \\(version`),
    );
  });

  it('lets nobody in with a wrong password, in none of the three ways', async () => {
    const url = new URL(target().url);
    const user = decodeURIComponent(url.username);
    const key = decodeURIComponent(url.password);
    const ask = async (parameters: string, headers: Record<string, string>) =>
      await fetch(`${url.origin}/?query=SELECT%201${parameters}`, { headers });
    const query = new URLSearchParams({ user, password: key });
    expect((await ask(`&${query}`, {})).status).toBe(200);
    expect(
      (
        await ask('', {
          'X-ClickHouse-User': user,
          'X-ClickHouse-Key': key,
        })
      ).status,
    ).toBe(200);
    const wrong = [
      await ask(`&user=${user}&password=guess`, {}),
      await ask('', { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': 'x' }),
      await ask('', {
        authorization: `Basic ${Buffer.from(`${user}:guess`).toString(
          'base64',
        )}`,
      }),
    ];
    for (const answer of wrong) {
      expect(answer.status).toBe(403);
      expect(answer.headers.get('x-clickhouse-exception-code')).toBe('516');
      expect(await answer.text()).toContain('(AUTHENTICATION_FAILED)');
    }
  });

  it('compresses answers and takes compressed requests', async () => {
    const { client } = target();
    await client.command({
      query: 'CREATE TABLE packed (id UInt32) ENGINE = MergeTree ORDER BY id',
    });
    const rows = Array.from({ length: 1000 }, (_, id) => `${id}\n`).join('');
    const stored = await request(
      target(),
      { query: 'INSERT INTO packed FORMAT TSV' },
      {
        method: 'POST',
        body: new Uint8Array(gzipSync(rows)),
        headers: { 'content-encoding': 'gzip' },
      },
    );
    expect(stored.status).toBe(200);
    const answer = await request(
      target(),
      { enable_http_compression: '1' },
      {
        ...body('SELECT id FROM packed ORDER BY id'),
        headers: { 'accept-encoding': 'gzip' },
      },
    );
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(await answer.text()).toBe(rows);
  });
});

function body(text: string): RequestInit {
  return { method: 'POST', body: text };
}

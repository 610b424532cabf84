import { sql as tag } from '@shop-platform/backstage-plugin-clickhouse-node';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import request from 'supertest';
import { z } from 'zod';
import { createShop } from '../__testUtils__/shop';
import { startAnalytics } from '../__testUtils__/startAnalytics';

describeOnClickHouse('the guard on ClickHouse', getDatabase => {
  let portal: Awaited<ReturnType<typeof startAnalytics>>;

  beforeAll(async () => {
    await createShop(getDatabase());
    portal = await startAnalytics({ clickhouse: getDatabase().service });
  });

  const run = (sql: string, body: object = {}) =>
    request(portal.server)
      .post('/api/analytics/explorer/query')
      .send({ sql, ...body });

  const hidden = /globex-only|hunter2/;

  it.each<[string, string, number, RegExp]>([
    [
      'inserts',
      `INSERT INTO events SELECT * FROM events`,
      400,
      /begins with SELECT/,
    ],
    ['drops', 'DROP TABLE events', 400, /begins with SELECT/],
    [
      'inserts behind WITH',
      'WITH 1 AS x INSERT INTO events SELECT * FROM events',
      400,
      /INTO/,
    ],
    [
      'is two statements',
      'SELECT 1; DROP TABLE events',
      400,
      /semicolon.*line 1/,
    ],
    [
      'writes a file',
      `SELECT * FROM events INTO OUTFILE '/tmp/x'`,
      400,
      /INTO/,
    ],
    [
      'takes the filter away',
      'SELECT type FROM events SETTINGS additional_table_filters = map()',
      400,
      /SETTINGS/,
    ],
    [
      'takes it away in a subquery',
      `SELECT type FROM (SELECT * FROM events SETTINGS additional_table_filters = map())`,
      400,
      /SETTINGS/,
    ],
    [
      'takes it away behind a comment',
      'SELECT type FROM events SETT/**/INGS readonly = 0',
      400,
      /Syntax error/,
    ],
    [
      'lifts a limit',
      'SELECT 1 SETTINGS max_execution_time = 0',
      400,
      /SETTINGS/,
    ],
    ['names a format', 'SELECT 1 FORMAT CSV', 400, /FORMAT/],
    [
      'breaks out of the brackets',
      'SELECT 1) , (SELECT secret FROM secrets',
      400,
      /closes nothing/,
    ],
    [
      'breaks out with a string',
      `SELECT '\\') FROM secrets --' FROM events) x, (SELECT 1`,
      400,
      /closes nothing/,
    ],
    ['hides in a heredoc', 'SELECT $x$)$x$', 400, /dollar/],
    ['hides in a hash comment', 'SELECT 1 # )\n', 400, /# comment/],
    ['hides in a comment in a comment', 'SELECT 1 /* /* */ */', 400, /comment/],
    ['does not end its comment', 'SELECT 1 /* )', 400, /comment/],
    ['does not end its string', `SELECT 'x`, 400, /quote/],
    ['has quotes of another script', 'SELECT ‘x’', 400, /cannot stand there/],
    [
      'reads a table that is not listed',
      'SELECT secret FROM secrets',
      403,
      /may not read the table 'secrets'/,
    ],
    [
      'reads it by a quoted name',
      'SELECT secret FROM `secrets`',
      403,
      /secrets/,
    ],
    [
      'reads it behind IN',
      `SELECT 1 WHERE 'hunter2' IN secrets`,
      403,
      /IN \(SELECT/,
    ],
    [
      'reads it behind IN in brackets',
      `SELECT 1 WHERE 'hunter2' IN (secrets)`,
      403,
      /IN \(SELECT/,
    ],
    [
      'reads it under a name of its own elsewhere',
      `SELECT secret FROM secrets WHERE 1 IN (WITH secrets AS (SELECT 1 AS x) SELECT x FROM secrets)`,
      403,
      /another name/,
    ],
    ['reads what the views stand on', 'SELECT * FROM orders', 403, /'orders'/],
    [
      'reads system tables',
      'SELECT * FROM system.tables',
      403,
      /system\.tables/,
    ],
    [
      'reads information_schema',
      'SELECT * FROM information_schema.tables',
      403,
      /information_schema/,
    ],
    [
      'reads by merge()',
      `SELECT * FROM merge(currentDatabase(), 'secrets')`,
      403,
      /table function 'merge'/,
    ],
    [
      'reads another server',
      `SELECT * FROM remote('127.0.0.1', system.one)`,
      403,
      /'remote'|does not let the portal/,
    ],
    [
      'reads a file',
      `SELECT * FROM file('/etc/passwd', 'LineAsString')`,
      403,
      /'file'|does not let the portal/,
    ],
    [
      'reads an address',
      `SELECT * FROM url('http://127.0.0.1/', 'LineAsString')`,
      403,
      /'url'|does not let the portal/,
    ],
    [
      'reads a view of its own',
      'SELECT * FROM view(SELECT * FROM system.tables)',
      403,
      /'view'/,
    ],
    [
      'reads a file by a function',
      `SELECT file('/etc/passwd')`,
      403,
      /function 'file'|does not let the portal/,
    ],
    [
      'reads a dictionary',
      `SELECT dictGet('secrets', 'secret', 1)`,
      403,
      /dictGet/,
    ],
    [
      'reads a join table',
      `SELECT joinGet('secrets', 'secret', 'acme')`,
      403,
      /joinGet/,
    ],
    ['reads a setting', `SELECT getSetting('max_threads')`, 403, /getSetting/],
    ['asks who it is', 'SELECT currentUser()', 403, /currentUser/],
    ['sleeps', 'SELECT sleepEachRow(3) FROM events', 403, /sleepEachRow/],
    [
      'hides a function in APPLY',
      'SELECT * APPLY(dictGetOrNull) FROM events',
      400,
      /APPLY/,
    ],
    ['explains itself', 'SELECT * FROM (EXPLAIN SELECT 1)', 400, /EXPLAIN/],
    [
      'names a table by a parameter',
      'SELECT * FROM {table:Identifier}',
      400,
      /cannot have the type Identifier/,
    ],
    ['gives a parameter no type', 'SELECT {x}', 400, /needs a type/],
    ['names an unknown column', 'SELECT nothing FROM events', 400, /nothing/],
    ['is no SQL', 'SELECT FROM WHERE', 400, /Syntax error|SYNTAX/],
  ])('refuses a query that %s', async (_, sql, status, message) => {
    const answer = await run(sql, { parameters: { table: 'secrets' } });

    expect([answer.status, answer.body.error?.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
    expect(answer.text).not.toMatch(/hunter2"/);
  });

  it.each([
    ['plain', 'SELECT type FROM events'],
    ['under another name', 'SELECT e.type FROM events AS e'],
    [
      'under the name of another table',
      'SELECT secrets.type FROM events AS secrets',
    ],
    [
      'with a condition for the other',
      `SELECT type FROM events WHERE tenant_id = 'globex' OR 1 = 1`,
    ],
    [
      'with a tenant of its own',
      `SELECT 'globex' AS tenant_id, type FROM events`,
    ],
    [
      'in a union',
      'SELECT type FROM events UNION ALL SELECT category FROM orders_analytics',
    ],
    ['in a subquery', 'SELECT type FROM (SELECT * FROM events)'],
    [
      'in a query of its own',
      'WITH x AS (SELECT * FROM events) SELECT a.type FROM x AS a JOIN x AS b USING order_id',
    ],
    [
      'in a query called like a table',
      'WITH events AS (SELECT category AS type FROM orders_analytics) SELECT type FROM events',
    ],
    [
      'in a join',
      'SELECT e.type, o.category FROM events AS e FULL JOIN orders_analytics AS o USING order_id',
    ],
    [
      'in a value',
      'SELECT (SELECT groupArray(type) FROM events), (SELECT groupArray(category) FROM orders_analytics)',
    ],
    [
      'behind IN',
      `SELECT 'globex-only' IN (SELECT type FROM events) AS found, type FROM events`,
    ],
  ])('keeps a query %s within its tenant', async (_, sql) => {
    const answer = await run(sql);

    expect(answer.status).toBe(200);
    expect(answer.body.rows.length).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(hidden);
    expect(JSON.stringify(answer.body.rows)).toMatch(/click|books/);
  });

  it('does not say that a value of the other tenant exists', async () => {
    const answer = await run(
      `SELECT count() AS found FROM orders_analytics WHERE category IN (SELECT category FROM orders_analytics WHERE tenant_id = 'globex')`,
    );

    expect(answer.body.rows).toEqual([['0']]);
  });

  it.each<[string, unknown]>([
    ['String', `'; DROP TABLE events; --`],
    ['String', `x' OR '1'='1`],
    ['String', `{tenant} \\ \n \t`],
    ['Array(String)', [`') OR (1=1`, `\\'`]],
    ['UInt64', '18446744073709551615'],
    ['Decimal(18, 2)', '9007199254740993.07'],
    ['Nullable(String)', undefined],
  ])('binds a %s of %j as a value', async (type, x) => {
    const answer = await run(`SELECT {x:${type}} AS x`, { parameters: { x } });

    expect(answer.body.rows).toEqual([[x ?? null]]);
  });

  it.each<[string, unknown]>([
    ['UInt64', '18446744073709551616'],
    ['UInt64', 9007199254740992],
    ['UInt64', '1 OR 1=1'],
    ['UInt64', undefined],
    ['Array(UInt64)', ['1', '2) OR (1=1']],
    ['Decimal(18, 2)', '1.005'],
    ['Decimal(18, 2)', '1); SELECT 1'],
    ['Float64', 'NaN'],
    ['Bool', 'true'],
    ['UUID', `' OR 1=1`],
    ['Date', '2026-02-30'],
    ['DateTime64(3)', 'now()'],
    ['String', ['a', 'b']],
  ])('does not bind a %s of %j', async (type, x) => {
    const answer = await run(`SELECT {x:${type}} AS x`, { parameters: { x } });

    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      expect.stringMatching(/^The parameter 'x' /),
    ]);
  });

  it('does not let the caller name the tenant in a parameter', async () => {
    const answer = await run('SELECT {tenant}, count() FROM events', {
      parameters: { tenant: 'globex' },
    });

    expect(answer.body.rows).toEqual([['acme', '1']]);
  });

  it('bounds what a query takes and gives', async () => {
    const rows = await run('SELECT number FROM numbers(1000000000)');
    expect([rows.body.rows.length, rows.body.truncated]).toEqual([
      10_000,
      true,
    ]);

    const small = await startAnalytics({
      clickhouse: getDatabase().service,
      analytics: { limits: { executionTime: '300ms' } },
    });
    const ask = (sql: string) =>
      request(small.server).post('/api/analytics/explorer/query').send({ sql });
    const hour = await ask(
      'SELECT count() FROM numbers(900000000) WHERE sipHash64(number) = 1',
    );
    expect([hour.status, hour.body.error.message]).toEqual([
      422,
      expect.stringMatching(/time limit of 0\.3 s/),
    ]);
    const billion = await ask(
      'SELECT count() FROM numbers(2000000000) WHERE number % 3 = 0',
    );
    expect([billion.status, billion.body.error.message]).toEqual([
      422,
      expect.stringMatching(/reads or returns more/),
    ]);
  });

  it('ends a query whose reader hangs up', async () => {
    const { service, name } = getDatabase();
    const mark = `mark of ${name}`;
    const running = async (): Promise<number> => {
      const { rows } = await service
        .connection()
        .query(
          tag`SELECT count() AS running FROM system.processes WHERE position(query, ${tag.string(
            mark,
          )}) > 0 AND position(query, 'system.processes') = 0`,
          { schema: z.object({ running: z.coerce.number() }) },
        );
      return rows[0].running;
    };
    const until = async (count: number): Promise<void> => {
      if ((await running()) !== count) {
        await until(count);
      }
    };
    const reader = run(
      `SELECT count(), '${mark}' FROM numbers(1000000000) WHERE sipHash64(number, number, number, number) = 1`,
    );
    reader.end(() => undefined);

    await until(1);
    reader.abort();
    await until(0);
    expect(await running()).toBe(0);
  });
});

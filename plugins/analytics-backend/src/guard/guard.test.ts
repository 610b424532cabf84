import { sql as tag } from '@shop-platform/backstage-plugin-clickhouse-node';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import request from 'supertest';
import { z } from 'zod';
import { ATTACKS, WITHIN_TENANT } from '../__testUtils__/attacks';
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

  it.each(ATTACKS)(
    'refuses a query that %s',
    async (_, sql, status, message) => {
      const answer = await run(sql, { parameters: { table: 'secrets' } });

      expect([answer.status, answer.body.error?.message]).toEqual([
        status,
        expect.stringMatching(message),
      ]);
      expect(answer.text).not.toMatch(/hunter2"/);
    },
  );

  it.each(WITHIN_TENANT)(
    'keeps a query %s within its tenant',
    async (_, sql) => {
      const answer = await run(sql);

      expect(answer.status).toBe(200);
      expect(answer.body.rows.length).toBeGreaterThan(0);
      expect(answer.text).not.toMatch(hidden);
      expect(JSON.stringify(answer.body.rows)).toMatch(/click|books/);
    },
  );

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

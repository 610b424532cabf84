import { anyRow } from '../__testUtils__/ask';
import { createOrders } from '../__testUtils__/orders';
import { sql, type Sql } from '../index';
import { describeOnClickHouse } from '../testUtils';

describeOnClickHouse('errors of ClickHouse', getDatabase => {
  const connection = () => getDatabase().service.connection();

  beforeAll(() => createOrders(getDatabase()));

  it('answers a ping', async () => {
    await expect(connection().ping()).resolves.toBeUndefined();
  });

  const secret = sql.string('value-of-a-person');

  it.each<[string, Sql, string, number]>([
    [
      'a missing table',
      sql`SELECT 1 AS value FROM ordres WHERE name = ${secret}`,
      'unknown-table',
      60,
    ],
    [
      'a missing database',
      sql`SELECT 1 AS value FROM nowhere.orders WHERE name = ${secret}`,
      'unknown-table',
      81,
    ],
    [
      'a missing column',
      sql`SELECT nmae AS value FROM orders WHERE name = ${secret}`,
      'unknown-column',
      47,
    ],
    [
      'a syntax error',
      sql`SELECT 1 AS value FORM orders WHERE name = ${secret}`,
      'refused',
      62,
    ],
    [
      'a missing function',
      sql`SELECT noSuchFunction(${secret}) AS value`,
      'refused',
      46,
    ],
    [
      'text that is no number',
      sql`SELECT toUInt64(${secret}) AS value`,
      'refused',
      6,
    ],
    [
      'an error of its own',
      sql`SELECT throwIf(1, ${secret}) AS value`,
      'refused',
      395,
    ],
  ])('names %s and no value', async (_, query, kind, code) => {
    const error = await connection()
      .query(query, { schema: anyRow })
      .catch(e => e);

    expect(error).toMatchObject({
      name: 'ClickHouseQueryError',
      kind,
      code,
      statusCode: 500,
    });
    expect(error.message).not.toContain('value-of-a-person');
  });

  it('names what is missing', async () => {
    await expect(
      connection().query(sql`SELECT nmae AS value FROM orders`, {
        schema: anyRow,
      }),
    ).rejects.toThrow(/UNKNOWN_IDENTIFIER, code 47\): .*nmae/);
  });

  it('never ends a stream that failed as if it were whole', async () => {
    const seen: unknown[] = [];

    await expect(async () => {
      for await (const { value } of connection().stream(
        sql`SELECT throwIf(number = 3000000) AS value FROM numbers(4000000)`,
        { schema: anyRow },
      )) {
        seen.push(value);
      }
    }).rejects.toThrow(/code 395|broke off its answer/);
    expect(seen.length).toBeLessThan(4_000_000);
  });
});

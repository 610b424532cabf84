import { z } from 'zod';
import { askOne } from '../__testUtils__/ask';
import { createOrders } from '../__testUtils__/orders';
import { dateTime64, decimal, float64, int64, sql, uint64 } from '../index';
import { describeOnClickHouse } from '../testUtils';

const HOSTILE_TEXTS = [
  '',
  ' ',
  "'",
  "''",
  '"',
  '`',
  '\\',
  '\\\\',
  "\\'",
  "\\'; DROP TABLE orders --",
  "' OR 1 = 1 --",
  "') OR ('' = '",
  '\t\n\r\b\f\0',
  'before\0after',
  '\\N',
  '\\0',
  'NULL',
  '{p0: String}',
  '{p1:Identifier}',
  '/* */ -- #',
  '%00&param_p1=x+y',
  'Щось українською, 日本語, 😀, \u202e, \u00a0',
  '[1,2]',
  "','",
  'x'.repeat(10_000),
];

const HOSTILE_NAMES = [
  'orders; DROP TABLE orders',
  'a`b',
  'a"b',
  'a.b',
  'SELECT',
  'колонка',
  '*',
  '1) FROM orders --',
];

describeOnClickHouse('values on ClickHouse', getDatabase => {
  const connection = () => getDatabase().service.connection();

  beforeAll(() => createOrders(getDatabase()));

  const ordersAreThere = () =>
    askOne(connection(), sql`SELECT count() AS value FROM orders`, uint64());

  it.each(HOSTILE_TEXTS)('binds the text %j', async text => {
    const bytes = Buffer.from(text).toString('hex').toUpperCase();
    const bound = sql.string(text);

    await expect(
      askOne(connection(), sql`SELECT hex(${bound}) AS value`, z.string()),
    ).resolves.toBe(bytes);
    await expect(
      askOne(connection(), sql`SELECT ${bound} AS value`, z.string()),
    ).resolves.toBe(text);
  });

  it('binds all of them as a list', async () => {
    await expect(
      askOne(
        connection(),
        sql`SELECT ${sql.strings(HOSTILE_TEXTS)} AS value`,
        z.array(z.string()),
      ),
    ).resolves.toEqual(HOSTILE_TEXTS);
  });

  it('binds lists that no URL holds, and empty ones', async () => {
    const ids = Array.from({ length: 5_000 }, (_, id) => `trace-${id}`);

    await expect(
      askOne(
        connection(),
        sql`SELECT length(${sql.strings(ids)}) AS value`,
        uint64(),
      ),
    ).resolves.toBe(5_000n);
    await expect(
      askOne(
        connection(),
        sql`SELECT count() AS value FROM orders WHERE name IN ${sql.strings(
          [],
        )}`,
        uint64(),
      ),
    ).resolves.toBe(0n);
  });

  it.each(HOSTILE_NAMES)('quotes the name %j', async name => {
    const database = getDatabase();
    const quoted = `\`${name.replace(/[\\`]/g, '\\$&')}\``;
    await database.command(
      `CREATE TABLE ${quoted} (${quoted} UInt8) ENGINE = Memory`,
    );
    await database.command(`INSERT INTO ${quoted} VALUES (7)`);

    await expect(
      askOne(
        connection(),
        sql`SELECT ${sql.identifier(name)} AS value
          FROM ${sql.identifier(database.name, name)}`,
        uint64(),
      ),
    ).resolves.toBe(7n);
  });

  it('keeps 64 bits both ways', async () => {
    const { rows } = await connection().query(
      sql`SELECT
        ${sql.uint64(2n ** 64n - 1n)} AS largest,
        ${sql.int64(-(2n ** 63n))} AS smallest,
        ${sql.uint64s([0, '18446744073709551615', 3n])} AS list,
        toUnixTimestamp64Nano(${sql.dateTime64(
          1_700_000_000_123_456_789n,
        )}) AS time,
        toUnixTimestamp64Nano(${sql.dateTime64(-1n)}) AS before1970,
        toString(${sql.date('2026-11-22')}) AS day,
        ${sql.float64(-1.5e300)} AS float,
        ${sql.boolean(true)} AS yes,
        toDecimal64('12345678901.2345', 4) AS amount,
        nan AS missing,
        avg(number) AS none
      FROM numbers(0)`,
      {
        schema: z.object({
          largest: uint64(),
          smallest: int64(),
          list: z.array(uint64()),
          time: dateTime64(),
          before1970: dateTime64(),
          day: z.string(),
          float: float64(),
          yes: z.boolean(),
          amount: decimal(),
          missing: float64(),
          none: float64(),
        }),
      },
    );

    expect(rows).toEqual([
      {
        largest: 2n ** 64n - 1n,
        smallest: -(2n ** 63n),
        list: [0n, 2n ** 64n - 1n, 3n],
        time: 1_700_000_000_123_456_789n,
        before1970: -1n,
        day: '2026-11-22',
        float: -1.5e300,
        yes: true,
        amount: '12345678901.2345',
        missing: undefined,
        none: undefined,
      },
    ]);
  });

  it('finds rows by the largest id there is', async () => {
    await expect(
      askOne(
        connection(),
        sql`SELECT name AS value FROM orders WHERE id = ${sql.uint64(
          '18446744073709551615',
        )}`,
        z.string(),
      ),
    ).resolves.toBe('first');
  });

  it('has done no harm with any of them', async () => {
    await expect(ordersAreThere()).resolves.toBe(2n);
  });
});

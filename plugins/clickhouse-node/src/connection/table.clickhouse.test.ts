import {
  foreignSql,
  type ForeignSqlPart,
  type TableOptions,
  type TableResult,
} from '../index';
import { describeOnClickHouse } from '../testUtils';

describeOnClickHouse('tables on ClickHouse', getDatabase => {
  const table = (
    text: string | ForeignSqlPart[],
    options?: TableOptions,
  ): Promise<TableResult> =>
    getDatabase()
      .service.connection()
      .table(foreignSql(typeof text === 'string' ? [text] : text), options);

  beforeAll(async () => {
    const { command } = getDatabase();
    await command(
      'CREATE TABLE sales (tenant String, id UInt64) ENGINE = MergeTree ORDER BY id',
    );
    await command(
      `INSERT INTO sales SELECT if(number % 2 = 0, 'it''s', 'b'), number FROM numbers(10)`,
    );
  });

  it('has columns, exact values and times with their zone', async () => {
    const { columns, rows, statistics, truncated } = await table(
      `SELECT 18446744073709551615 AS big, toDecimal64('1234567890123456.78', 2) AS money, toDateTime64('2026-01-31 12:00:00.5', 3, 'Europe/Kyiv') AS at, nan AS none`,
    );

    expect(columns).toEqual([
      { name: 'big', type: 'UInt64' },
      { name: 'money', type: 'Decimal(18, 2)' },
      { name: 'at', type: "DateTime64(3, 'Europe/Kyiv')" },
      { name: 'none', type: 'Float64' },
    ]);
    expect(rows).toEqual([
      [
        '18446744073709551615',
        '1234567890123456.78',
        '2026-01-31T10:00:00.500Z',
        null,
      ],
    ]);
    expect(truncated).toBe(false);
    expect(statistics.readRows).toBe(1);
  });

  it('binds values', async () => {
    const { rows } = await table([
      'SELECT ',
      { type: 'String', value: `it's; DROP TABLE sales -- \\ \n` },
      ', ',
      { type: 'Array(String)', value: [`a'b`, 'c'] },
      ', ',
      { type: 'Nullable(UInt64)', value: null },
    ]);

    expect(rows).toEqual([
      [`it's; DROP TABLE sales -- \\ \n`, [`a'b`, 'c'], null],
    ]);
  });

  it('has no other rows than those of the filter', async () => {
    const filter = { tableFilters: { sales: `tenant = 'it\\'s'` } };
    const { rows } = await table(
      'SELECT tenant, count() FROM sales GROUP BY tenant',
      filter,
    );

    expect(rows).toEqual([[`it's`, '5']]);
  });

  it('cuts the rows at their limit, and the bytes', async () => {
    const { rows, truncated } = await table(
      'SELECT number FROM numbers(1000000000)',
      { limits: { resultRows: 2 } },
    );
    expect([rows, truncated]).toEqual([[['0'], ['1']], true]);

    await expect(
      table(`SELECT repeat('x', 10000)`, { limits: { resultBytes: 5_000 } }),
    ).rejects.toMatchObject({ kind: 'too-much-data' });
  });

  it.each([
    ['writes', 'INSERT INTO sales SELECT tenant, id FROM sales'],
    ['changes settings', 'SELECT 1 SETTINGS max_execution_time = 0'],
  ])('refuses what %s', async (_, text) => {
    await expect(table(text)).rejects.toMatchObject({ code: 164 });
  });

  it('ends with its signal', async () => {
    const left = new AbortController();
    const answer = table(
      'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1',
      { signal: left.signal },
    );
    left.abort(new Error('left'));

    await expect(answer).rejects.toThrow('left');
  });
});

describe('foreignSql', () => {
  it.each(['Identifier', 'String) FROM secret --', 'Array(Identifier)'])(
    'does not bind a value of the type %s',
    type => {
      expect(() => foreignSql([{ type, value: 'x' }])).toThrow(
        `cannot have the type ${type}`,
      );
    },
  );
});

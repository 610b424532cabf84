import { z } from 'zod';
import { anyRow, askOne } from '../__testUtils__/ask';
import { createOrders } from '../__testUtils__/orders';
import { sql, uint64 } from '../index';
import { describeOnClickHouse } from '../testUtils';

describeOnClickHouse('limits on ClickHouse', getDatabase => {
  const connection = () => getDatabase().service.connection();

  beforeAll(() => createOrders(getDatabase()));

  const ordersAreThere = () =>
    askOne(connection(), sql`SELECT count() AS value FROM orders`, uint64());

  it('stops at the time limit', async () => {
    await expect(
      connection().query(
        sql`SELECT count() AS value FROM numbers(1000000000000) WHERE sipHash64(number) = 1`,
        { schema: anyRow, limits: { executionTime: 200 } },
      ),
    ).rejects.toMatchObject({ kind: 'timeout', code: 159 });
  });

  it('stops at the memory limit', async () => {
    await expect(
      connection().query(
        sql`SELECT length(groupArray(toString(number))) AS value FROM numbers(100000000)`,
        { schema: anyRow, limits: { memory: 50_000_000 } },
      ),
    ).rejects.toMatchObject({ kind: 'memory', code: 241 });
  });

  it('cuts the rows at their limit', async () => {
    const numbers = (count: number) =>
      connection().query(
        sql`SELECT number AS value FROM numbers(${sql.uint64(count)})`,
        { schema: z.object({ value: uint64() }), limits: { resultRows: 10 } },
      );

    await expect(numbers(10)).resolves.toMatchObject({
      rows: Array.from({ length: 10 }, (_, value) => ({
        value: BigInt(value),
      })),
      truncated: false,
    });
    const { rows, truncated } = await numbers(1_000_000_000_000);
    expect([rows.length, truncated]).toEqual([10, true]);
  });

  it('stops where more is read than allowed', async () => {
    await expect(
      connection().query(sql`SELECT count() AS value FROM numbers(1000000)`, {
        schema: anyRow,
        limits: { rowsToRead: 1_000 },
      }),
    ).rejects.toMatchObject({ kind: 'too-much-data' });
  });

  it('ends a stream at its row limit with an error', async () => {
    await expect(async () => {
      for await (const { value } of connection().stream(
        sql`SELECT number AS value FROM numbers(10000000)`,
        { schema: anyRow, limits: { resultRows: 1_000 } },
      )) {
        expect(value).toBeDefined();
      }
    }).rejects.toMatchObject({ kind: 'too-much-data', code: 396 });
  });

  it('does not carry limits over to the next query', async () => {
    await connection()
      .query(sql`SELECT 1 AS value`, {
        schema: anyRow,
        limits: { memory: 1_000_000, resultRows: 1, rowsToRead: 1 },
      })
      .catch(() => {});

    const { rows } = await connection().query(
      sql`SELECT number AS value FROM numbers(50000)`,
      { schema: anyRow },
    );
    expect(rows).toHaveLength(50_000);
  });

  it('writes nothing', async () => {
    await expect(
      connection().query(sql`DROP TABLE orders`, { schema: anyRow }),
    ).rejects.toMatchObject({ kind: 'refused' });
    await expect(ordersAreThere()).resolves.toBe(2n);
  });

  it('says what a query cost', async () => {
    const { statistics } = await connection().query(
      sql`SELECT sum(number) AS value FROM numbers(1000)`,
      { schema: anyRow },
    );

    expect(statistics.elapsedMs).toBeGreaterThan(0);
    // The embedded server does not count what it reads.
    expect([1000, undefined]).toContain(statistics.readRows);
    expect([8000, undefined]).toContain(statistics.readBytes);
  });
});

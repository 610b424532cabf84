import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { anyRow, askOne } from '../__testUtils__/ask';
import { sql, uint64 } from '../index';
import { createClickHouseService, describeOnClickHouse } from '../testUtils';

/** What is left after a collection of garbage. */
function liveMemory(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage: unknown = runInNewContext('gc');
  if (typeof collectGarbage === 'function') {
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Asks again until it is so; a test that waits in vain ends with its own timeout. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
}

describeOnClickHouse('cancellation and streams on ClickHouse', getDatabase => {
  const connection = () => getDatabase().service.connection();
  const endless = sql`SELECT number AS value FROM numbers(1000000000000)`;

  async function isRunning(): Promise<boolean> {
    const running = await askOne(
      connection(),
      sql`SELECT count() AS value FROM system.processes
        WHERE query LIKE '%numbers(1000000000000)%' AND query NOT LIKE '%system.processes%'`,
      uint64(),
    );
    return running > 0n;
  }

  it('ends a query on the server when its signal aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('The page was left');
    const answer = connection()
      .query(sql`SELECT max(sipHash64(value)) AS value FROM (${endless})`, {
        schema: anyRow,
        signal: controller.signal,
      })
      .catch(error => error);

    await until(isRunning);
    controller.abort(reason);

    await expect(answer).resolves.toBe(reason);
    await until(async () => !(await isRunning()));
  });

  it('ends a stream on the server when its loop is left', async () => {
    for await (const { value } of connection().stream(endless, {
      schema: anyRow,
    })) {
      expect(value).toBeDefined();
      break;
    }
    await until(async () => !(await isRunning()));
  });

  it('ends a stream on the server when its signal aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('The page was left');

    await expect(async () => {
      for await (const { value } of connection().stream(endless, {
        schema: anyRow,
        signal: controller.signal,
      })) {
        expect(value).toBeDefined();
        controller.abort(reason);
      }
    }).rejects.toBe(reason);
    await until(async () => !(await isRunning()));
  });

  it('streams two million rows in constant memory', async () => {
    const { service, close } = createClickHouseService({
      url: getDatabase().url,
      limits: { executionTime: '60s' },
    });
    const before = liveMemory();
    let largest = 0;
    let count = 0;
    let length = 0;
    let sum = 0n;
    for await (const { value, text } of service
      .connection()
      .stream(
        sql`SELECT number AS value, repeat('x', 100) AS text FROM numbers(2000000)`,
        { schema: z.object({ value: uint64(), text: z.string() }) },
      )) {
      count += 1;
      length += text.length;
      sum += value;
      if (count % 250_000 === 0) {
        largest = Math.max(largest, liveMemory() - before);
      }
    }
    await close();

    expect([count, length]).toEqual([2_000_000, 200_000_000]);
    expect(sum).toBe(1_999_999_000_000n);
    // All of the rows would be 200 MB of text alone.
    expect(largest).toBeLessThan(20_000_000);
  }, 60_000);

  it('keeps concurrent queries apart', async () => {
    const values = Array.from({ length: 40 }, (_, index) => `value-${index}`);

    await expect(
      Promise.all(
        values.map(value =>
          askOne(
            connection(),
            sql`SELECT concat(${sql.string(
              value,
            )}, toString(count())) AS value FROM numbers(10000)`,
            z.string(),
          ),
        ),
      ),
    ).resolves.toEqual(values.map(value => `${value}10000`));
  });
});

import {
  ClickHouseClient,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../__testUtils__/scratch';
import {
  describeOnClickHouse,
  startClickHouse,
  whyClickHouseSkipped,
} from './__testUtils__/startClickHouse';

jest.setTimeout(120_000);

describeOnClickHouse(`Under kills and load${whyClickHouseSkipped}`, () => {
  const clients: ClickHouseClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) {
      await client.close();
    }
  });

  function connect(url: string): ClickHouseClient {
    const client = createClient({
      url,
      log: { level: ClickHouseLogLevel.OFF },
    });
    clients.push(client);
    return client;
  }

  it('finds every acknowledged row after kills in the middle of inserts', async () => {
    const running = await startClickHouse();
    const client = connect(running.url);
    try {
      await client.command({
        query:
          'CREATE TABLE events (id UInt64, text String) ENGINE = MergeTree ORDER BY id',
      });
      const acknowledged: number[] = [];
      const batches = (function* numbers() {
        for (let from = 0; ; from += 1_000) {
          yield from;
        }
      })();
      for (let round = 0; round < 4; round++) {
        const writers = Array.from({ length: 4 }, async () => {
          for (;;) {
            const from = Number(batches.next().value);
            await client.insert({
              table: 'events',
              format: 'JSONEachRow',
              values: Array.from({ length: 1_000 }, (_, index) => ({
                id: from + index,
                text: 'x'.repeat(200),
              })),
            });
            acknowledged.push(from);
          }
        });
        const wanted =
          acknowledged.length + 20 + Math.floor(Math.random() * 10);
        await Promise.race([
          eventually(() => acknowledged.length >= wanted),
          ...writers,
        ]);
        await delay(Math.random() * 30);
        const restarted = running.restart();
        await Promise.allSettled(writers);
        await restarted;
      }
      const found = await read(
        client,
        'SELECT toUInt32(intDiv(id, 1000)) AS batch, toUInt32(count()) AS rows FROM events GROUP BY batch',
      );
      // A batch is there whole or not at all, and all that were acknowledged are there.
      expect(found).toEqual(found.map(row => ({ ...row, rows: 1_000 })));
      const stored = new Set(found.map(row => row.batch));
      expect(acknowledged.filter(from => !stored.has(from / 1_000))).toEqual(
        [],
      );
      expect(acknowledged.length).toBeGreaterThan(80);
    } finally {
      await running.stop();
    }
  });

  it('ends a query in the middle of which it is killed with an error, never as if it were whole', async () => {
    const running = await startClickHouse();
    const client = connect(running.url);
    try {
      const result = await client.query({
        query:
          "SELECT number, repeat('x', 100000), sleepEachRow(0.01) FROM numbers(2000) SETTINGS max_block_size = 1",
        format: 'JSONEachRow',
      });
      let restarted: Promise<void> | undefined;
      let rows = 0;
      const reading = (async () => {
        for await (const some of result.stream()) {
          rows += some.length;
          restarted ??= running.restart();
        }
      })();
      await expect(reading).rejects.toThrow();
      expect(rows).toBeGreaterThan(0);
      expect(rows).toBeLessThan(2_000);
      await restarted;
      expect(await read(client, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await running.stop();
    }
  });

  it('stays within its memory while rows stream in and large queries are refused', async () => {
    const running = await startClickHouse({ memoryMegabytes: 500 });
    const client = connect(running.url);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, ownMegabytes(running.pid()));
    }, 50);
    try {
      await client.command({
        query:
          'CREATE TABLE wide (id UInt64, text String) ENGINE = MergeTree ORDER BY id',
      });
      await expect(
        client.command({
          query:
            'SELECT groupArray(number) FROM numbers(1000000000) SETTINGS max_memory_usage = 0 FORMAT Null',
        }),
      ).rejects.toMatchObject({ code: '241' });
      await client.insert({
        table: 'wide',
        format: 'JSONEachRow',
        values: Readable.from(
          (function* rows() {
            for (let id = 0; id < 400_000; id++) {
              yield { id, text: `${id}`.padEnd(1_000, 'x') };
            }
          })(),
        ),
      });
      // The limit is on what the engine counts; its caches of freed memory and Node come on top.
      expect(peak).toBeLessThan(900);
      expect(
        await read(client, 'SELECT toUInt32(count()) AS n FROM wide'),
      ).toEqual([{ n: 400_000 }]);
    } finally {
      clearInterval(watch);
      await running.stop();
    }
  });
});

async function read(
  client: ClickHouseClient,
  query: string,
): Promise<Record<string, unknown>[]> {
  const result = await client.query({ query, format: 'JSONEachRow' });
  return await result.json<Record<string, unknown>>();
}

/** Memory of its own, without the pages of the engine's library. */
function ownMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

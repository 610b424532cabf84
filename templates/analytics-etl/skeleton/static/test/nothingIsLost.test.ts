import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { tables } from '../src/tables/index.ts';
import { startEdge } from './support/edge.ts';
import { assertSucceeded, createEtl, type RunEtl } from './support/etl.ts';
import { assertExact, assertRowsExact } from './support/exact.ts';
import { eventually } from './support/http.ts';
import {
  needsReplication,
  slotFor,
  startFollower,
} from './support/replication.ts';
import { testEnvironment } from './support/service.ts';
import {
  needsOwnClickHouse,
  startOwnClickHouse,
} from './support/ownClickHouse.ts';
import { Shop } from './support/shop.ts';
import { createStores, needsStores, type Stores } from './support/stores.ts';
import { startTraffic } from './support/traffic.ts';

/** How often processes are killed that run; those that follow, a quarter as often. */
const kills = Number(process.env.ETL_KILLS ?? 100);

const never = 1e15;

async function runUntilDone(
  t: TestContext,
  stores: Stores,
  reconcileIntervalMs: number,
  run: RunEtl = createEtl(t, stores, { batchRows: 1000, reconcileIntervalMs }),
): Promise<void> {
  // The server may not have noticed yet that the last process is dead.
  await eventually(async () => {
    const { status, failure } = await run();
    assert.ok(status !== 'failed', failure);
    return status === 'succeeded' || undefined;
  });
}

/** How much passes between the pipeline and either store, and in which time. */
interface Work {
  source: number;
  target: number;
  ms: number;
}

interface Killing {
  times: number;
  /** What is killed. */
  script?: string;
  environment: NodeJS.ProcessEnv;
  /** The kills are spread over it. */
  work: Work;
}

const killedBatchRows = 7;

/** What the processes do from their start on, when nobody kills them. */
async function measureRun(
  t: TestContext,
  stores: Stores,
  reconcileIntervalMs: number,
): Promise<Work> {
  const source = await startEdge(t, stores.sourceUrl);
  const target = await startEdge(t, stores.targetUrl);
  const run = createEtl(t, stores, {
    sourceUrl: source.url,
    targetUrl: target.url,
    batchRows: killedBatchRows,
    reconcileIntervalMs,
  });
  const startedAt = performance.now();
  assertSucceeded(await run());
  return {
    source: source.passed(),
    target: target.passed(),
    ms: performance.now() - startedAt,
  };
}

/**
 * Kills processes: one after the other before a later piece that they get from
 * or send to either store, and at any time after they have begun to work.
 */
async function killAgainAndAgain(
  t: TestContext,
  stores: Stores,
  { times, script = 'src/main.ts', environment, work }: Killing,
): Promise<void> {
  const source = await startEdge(t, stores.sourceUrl);
  const target = await startEdge(t, stores.targetUrl);
  const env = {
    PATH: process.env.PATH,
    ...(await testEnvironment(t, {
      OTEL_SDK_DISABLED: 'true',
      DATABASE_URL: source.url,
      CLICKHOUSE_URL: target.url,
      ETL_BATCH_ROWS: String(killedBatchRows),
      ...environment,
    })),
  };
  for (let count = 0; count < times; count += 1) {
    const child = spawn(process.execPath, [script], {
      env,
      stdio: 'ignore',
      // By another signal, which tells that the piece never came.
      timeout: 60_000,
      killSignal: 'SIGABRT',
    });
    const exited = once(child, 'exit');
    const kill = () => child.kill('SIGKILL');
    const atAnyTime = () => setTimeout(kill, Math.random() * work.ms);
    const piece = (of: number) => 1 + Math.floor((of * count) / times);
    const kinds = [
      () => source.at(piece(work.source), kill),
      () => target.at(piece(work.target), kill),
      () => source.at(1, atAnyTime),
    ];
    kinds[count % kinds.length]?.();
    await exited;
    source.at(0, () => {});
    target.at(0, () => {});
    assert.equal(child.signalCode, 'SIGKILL');
  }
}

for (const { name, deletes, reconcileIntervalMs } of [
  {
    name: 'by the watermarks alone',
    deletes: 'none',
    reconcileIntervalMs: never,
  },
  {
    name: 'with deletions, by comparing',
    deletes: 'orders and lines',
    reconcileIntervalMs: 1,
  },
] as const) {
  test(
    `no row is lost or doubled by kills, ${name}`,
    { ...needsStores, timeout: 600_000 },
    async t => {
      const stores = await createStores(t);
      const traffic = await startTraffic(t, stores, { deletes });

      const work = await measureRun(t, stores, reconcileIntervalMs);
      const times = Math.ceil(kills / 2);
      await killAgainAndAgain(t, stores, {
        times,
        environment: {
          ETL_INTERVAL_MS: '1',
          ETL_RECONCILE_INTERVAL_MS: String(reconcileIntervalMs),
        },
        work,
      });
      await traffic.stop();
      await runUntilDone(t, stores, reconcileIntervalMs);

      await assertExact(stores);
      t.diagnostic(
        `${times} kills within ${work.source} and ${
          work.target
        } pieces, ${traffic.orders()} orders`,
      );
    },
  );
}

test(
  'no row is lost or doubled by kills of a process that copies what is streamed, without a run after the first',
  { ...needsReplication, timeout: 300_000 },
  async t => {
    const stores = await createStores(t);
    const slot = slotFor(stores);
    const environment = {
      ETL_SOURCE: 'replication',
      ETL_SLOT: slot,
      ETL_FLUSH_MS: '50',
      ETL_RECONCILE_DAYS: '400',
    };
    // What was committed before there is a slot would be for the runs.
    const first = await startFollower(t, stores, { slot });
    await eventually(
      () => first.follower.status.state === 'following' || undefined,
    );
    await runUntilDone(t, stores, never, first.run);
    await first.follower.stop();
    const traffic = await startTraffic(t, stores, { deletes: 'orders' });

    const times = Math.ceil(kills / 4);
    await killAgainAndAgain(t, stores, {
      times,
      script: 'test/support/followOnly.ts',
      environment,
      // While it follows there is no end of pieces.
      work: { source: 70, target: 70, ms: 2000 },
    });
    await traffic.stop();
    const last = spawn(process.execPath, ['test/support/followOnly.ts'], {
      env: {
        PATH: process.env.PATH,
        ...(await testEnvironment(t, {
          OTEL_SDK_DISABLED: 'true',
          DATABASE_URL: stores.sourceUrl,
          CLICKHOUSE_URL: stores.targetUrl,
          ...environment,
        })),
      },
      stdio: 'ignore',
    });
    const exited = once(last, 'exit');
    stores.beforeDrop(async () => {
      last.kill('SIGKILL');
      await exited;
    });
    const deadline = Date.now() + 60_000;
    let isExact = false;
    while (!isExact && Date.now() < deadline) {
      isExact = await assertRowsExact(stores).then(
        () => true,
        () => false,
      );
    }

    await assertRowsExact(stores);
    t.diagnostic(`${times} kills, ${traffic.orders()} orders`);
  },
);

for (const side of ['source', 'target'] as const) {
  test(
    `a connection that is cut to the ${side} fails the run, and the next one goes on`,
    needsStores,
    async t => {
      const stores = await createStores(t);
      const shop = new Shop(stores.source);
      const productId = await shop.addProduct();
      for (let index = 0; index < 20; index += 1) {
        await shop.addOrder(productId, { prices: ['1', '2'] });
      }
      await runUntilDone(t, stores, never);
      await stores.source.query(
        `UPDATE core.orders SET status = 'shipped', updated_at = now()`,
      );
      const url = side === 'source' ? stores.sourceUrl : stores.targetUrl;
      const edge = await startEdge(t, url);
      const run = createEtl(t, stores, {
        batchRows: 7,
        reconcileIntervalMs: never,
        [`${side}Url`]: edge.url,
      });

      let failures = 0;
      for (const piece of [12, 18, 24]) {
        edge.at(piece, () => edge.cut());
        const { status } = await run();
        failures += status === 'failed' ? 1 : 0;
      }
      edge.at(0, () => {});
      assert.ok(failures >= 3, `${failures} runs failed`);
      assert.equal((await run()).status, 'succeeded');

      await assertExact(stores);
    },
  );
}

test(
  'a ClickHouse that is killed in the middle of batches keeps what it acknowledged, and the rest is sent again',
  { ...needsOwnClickHouse, timeout: 300_000 },
  async t => {
    const clickhouse = await startOwnClickHouse();
    // What a test wants done after it is done in the order in which it said so.
    const stores = await createStores(t, clickhouse.url).finally(() => {
      t.after(clickhouse.stop);
    });
    const traffic = await startTraffic(t, stores, { deletes: 'none' });
    const edge = await startEdge(t, stores.targetUrl);
    // By the watermarks alone: comparing would find what they lost.
    const run = createEtl(t, stores, {
      targetUrl: edge.url,
      batchRows: 500,
      reconcileIntervalMs: never,
    });
    await run();
    // A batch of them is a megabyte, and passes in many pieces.
    await stores.source.query(
      `INSERT INTO core.orders (number, customer_id, total_amount, delivery_city)
       SELECT g::text, gen_random_uuid(), g, repeat('x', 2000) FROM generate_series(1, 2000) g`,
    );

    let killed: Promise<void> | undefined;
    let failures = 0;
    for (const piece of [15, 25, 35, 45]) {
      edge.at(piece, () => {
        killed = clickhouse.kill();
      });
      const { status } = await run();
      edge.at(0, () => {});
      failures += status === 'failed' ? 1 : 0;
      if (killed) {
        await killed;
        await clickhouse.start();
        killed = undefined;
      }
    }
    await traffic.stop();
    assert.ok(failures >= 2, `${failures} runs failed`);
    await runUntilDone(t, stores, never);

    await assertExact(stores);
    t.diagnostic(`${failures} runs failed, ${traffic.orders()} orders`);
  },
);

/** The server refuses to store when less than this is free; no disk has as much. */
const moreThanAnyDisk = '1000000000000000';

/** On a disk that is just full there is still room for watermarks. */
async function limitDisk(stores: Stores, bytes: string): Promise<void> {
  for (const { store } of tables) {
    await stores.target.command({
      query: `ALTER TABLE ${store} MODIFY SETTING min_free_disk_bytes_to_perform_insert = ${bytes}`,
    });
  }
}

test(
  'a disk of ClickHouse that is full in the middle of a run fails it by name, and nothing is lost',
  needsStores,
  async t => {
    const stores = await createStores(t);
    const shop = new Shop(stores.source);
    const productId = await shop.addProduct();
    for (let index = 0; index < 20; index += 1) {
      await shop.addOrder(productId, { prices: ['1', '2'] });
    }
    const edge = await startEdge(t, stores.targetUrl);
    const run = createEtl(t, stores, {
      targetUrl: edge.url,
      batchRows: 7,
      reconcileIntervalMs: never,
    });
    await runUntilDone(t, stores, never);

    for (const piece of [10, 20]) {
      await stores.source.query(
        `UPDATE core.orders SET status = 'piece ${piece}', updated_at = now()`,
      );
      let full: Promise<void> | undefined;
      edge.at(piece, () => {
        full = limitDisk(stores, moreThanAnyDisk);
        return full;
      });
      const { status, failure = '' } = await run();
      await full;
      assert.equal(status, 'failed');
      assert.match(failure, /[Nn]ot enough (free )?(disk )?space|disk/);
      await limitDisk(stores, '0');
    }
    assert.equal((await run()).status, 'succeeded');

    await assertExact(stores);
  },
);

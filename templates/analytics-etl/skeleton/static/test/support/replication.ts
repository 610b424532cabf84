import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import type { Logger } from '../../src/logger.ts';
import { createLogger } from '../../src/logger.ts';
import { Follower } from '../../src/replication/Follower.ts';
import { Tracer } from '../../src/tracing/index.ts';
import { createPipeline, type EtlSettings, type RunEtl } from './etl.ts';
import { connect, needsStores, type Stores } from './stores.ts';

async function findLevel(): Promise<string | undefined> {
  const { TEST_POSTGRES_URL: postgres } = process.env;
  if (needsStores.skip || !postgres) {
    return undefined;
  }
  const client = await connect(postgres);
  const { rows } = await client.query<Record<string, unknown>>(
    'SHOW wal_level',
  );
  await client.end();
  return z.array(z.object({ wal_level: z.string() })).parse(rows)[0]?.wal_level;
}

const level = await findLevel();

/** For the options of a test: a server that tells what was committed. */
export const needsReplication = {
  skip:
    needsStores.skip ||
    (level === 'logical'
      ? false
      : `Set wal_level of the PostgreSQL of TEST_POSTGRES_URL to logical; it is ${level}`),
};

/** The name of a slot of the test's own, which is dropped with its database. */
export function slotFor(stores: Stores): string {
  const slot = `test_${randomUUID().replaceAll('-', '')}`;
  stores.beforeDrop(() => dropSlot(stores, slot));
  return slot;
}

/** Ends whoever reads it, and takes it away. */
export async function dropSlot(
  { sourceUrl }: Pick<Stores, 'sourceUrl'>,
  slot: string,
): Promise<void> {
  const client = await connect(sourceUrl);
  try {
    await client.query(
      `SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = $1 AND active`,
      [slot],
    );
    await client.query(
      'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1',
      [slot],
    );
  } finally {
    await client.end();
  }
}

export interface Followed {
  run: RunEtl;
  follower: Follower;
  /** What was logged as a warning. */
  warnings: readonly string[];
  /** How often a run was asked for. */
  asked(): number;
}

/** A follower and no runs but those that the test asks for. */
export async function startFollower(
  t: TestContext,
  stores: Stores,
  settings: EtlSettings & { slot?: string; logger?: Logger } = {},
): Promise<Followed> {
  const slot = settings.slot ?? slotFor(stores);
  const { run, etl, source, metrics } = createPipeline(t, stores, settings);
  const warnings: string[] = [];
  const logger = createLogger('silent');
  logger.warn = (...said: unknown[]) => {
    warnings.push(String(said.at(-1)));
  };
  let asked = 0;
  const follower = new Follower({
    etl,
    source,
    slot,
    flushMs: 100,
    batchRows: settings.batchRows ?? 1000,
    recentDays: settings.reconcileDays ?? 400,
    tracer: new Tracer(),
    logger,
    metrics,
    askForRun: () => {
      asked += 1;
    },
  });
  await follower.start();
  stores.beforeDrop(() => follower.stop());
  return { run, follower, warnings, asked: () => asked };
}

import { setTimeout as delay } from 'node:timers/promises';
import { ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import type { Tools } from '../etl/Desk.ts';
import type { Streamed } from '../etl/Freshness.ts';
import { dayMs } from '../etl/periods.ts';
import { checkDrift, SchemaDrift } from '../source/drift.ts';
import { literal } from '../source/position.ts';
import type { SourceSession } from '../source/SourceSession.ts';
import type { TableSpec } from '../tables/index.ts';
import type { Tracer } from '../tracing/index.ts';
import type { ChangedRows, ChangeSet } from './Changes.ts';
import { unseen } from './visibility.ts';

export interface CopyChangeSetOptions {
  tools: Tools;
  tracer: Tracer;
  signal: AbortSignal;
  /** Tables that only runs copy for now. */
  aside: ReadonlySet<TableSpec>;
  /** Older rows that are gone may be archived, which the comparison tells. */
  recentDays: number;
  /** The source is not what the table's query expects. */
  onDrift(table: TableSpec, drift: SchemaDrift): void;
}

const visibleWithinMs = 10_000;

/** Reads the rows that changed, as they are now, and what is gone of them. */
export async function copyChangeSet(
  set: ChangeSet,
  options: CopyChangeSetOptions,
): Promise<Map<string, Streamed>> {
  const { tools, tracer, signal, aside, onDrift } = options;
  const streamed = new Map<string, Streamed>();
  const rows = set.rows.filter(({ table }) => !aside.has(table));
  if (rows.length === 0) {
    return streamed;
  }
  await waitUntilVisible(tools.source, set.xids, signal);
  await tracer.start(
    'streamed changes',
    async ctx => {
      for (const changed of rows) {
        const { table } = changed;
        const startedAt = performance.now();
        try {
          if (mayHaveDrifted(table, set.described)) {
            await checkDrift(tools.source, table);
          }
          streamed.set(table.name, {
            rows: await copyTable(ctx, changed, options),
            durationMs: Math.round(performance.now() - startedAt),
          });
        } catch (error) {
          if (!(error instanceof SchemaDrift)) {
            throw error;
          }
          onDrift(table, error);
        }
      }
    },
    { context: ROOT_CONTEXT },
  );
  return streamed;
}

async function copyTable(
  ctx: Context,
  { table, keys, gone }: ChangedRows,
  { tools: { comparison }, recentDays }: CopyChangeSetOptions,
): Promise<number> {
  const condition = [...keys]
    .map(
      ([rows, ids]) =>
        `${rows} = ANY (${literal(`{${[...ids].join(',')}}`)}::uuid[])`,
    )
    .join(' OR ');
  return await comparison.resendRows(ctx, table, condition, {
    ids: [...gone],
    since: new Date(Date.now() - recentDays * dayMs).toISOString(),
  });
}

function mayHaveDrifted(
  { reads }: TableSpec,
  described: ReadonlySet<string>,
): boolean {
  return Object.keys(reads).some(relation => described.has(relation));
}

async function waitUntilVisible(
  source: SourceSession,
  xids: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + visibleWithinMs;
  let waiting = unseen(await source.snapshot(), xids);
  while (waiting.length > 0) {
    signal.throwIfAborted();
    if (performance.now() > deadline) {
      throw new Error(
        `Transaction ${waiting[0]} was streamed and cannot be seen yet: does a synchronous standby answer?`,
      );
    }
    await delay(5);
    waiting = unseen(await source.snapshot(), waiting);
  }
}

import type { Context } from '@opentelemetry/api';
import type { Bound } from '../source/bound.ts';
import { range, startOf, type Position } from '../source/position.ts';
import type { SourceSession } from '../source/SourceSession.ts';
import type { ChangeSource, TableSpec } from '../tables/index.ts';
import type { Batch, Copier } from './Copier.ts';
import type { State } from './State.ts';

export interface CopyChangesOptions {
  source: SourceSession;
  state: State;
  copier: Copier;
  bound: Bound;
  batchRows: number;
  onBatch(rows: number): void;
}

/**
 * Sends what changed since the watermarks, a page after another, and moves a
 * watermark only when its page, and all before it, were acknowledged: what is
 * interrupted is sent again, and the newest version of a row stays.
 */
export async function copyChanges(
  ctx: Context,
  table: TableSpec,
  options: CopyChangesOptions,
): Promise<void> {
  const { state, bound } = options;
  const [own, ...joined] = table.changes;
  const begun = await state.watermark(table.name, own.relation);
  if (!begun) {
    // All rows are about to be read, with what is joined to them as it is now.
    for (const { relation } of joined) {
      await state.advance(table.name, relation, startOf(bound.before));
    }
  }
  await copyFrom(ctx, table, own, begun, options);
  for (const change of joined) {
    const from = await state.watermark(table.name, change.relation);
    await copyFrom(ctx, table, change, from, options);
  }
}

async function copyFrom(
  ctx: Context,
  table: TableSpec,
  change: ChangeSource,
  from: Position | undefined,
  { source, state, copier, bound, batchRows, onBatch }: CopyChangesOptions,
): Promise<void> {
  let position = from;
  // ClickHouse sorts and writes a batch while the next one is read.
  let written: Promise<void> = Promise.resolve();
  let batch: Batch | undefined;
  try {
    for (;;) {
      const page = await source.pageEnd({
        relation: change.relation,
        from: position,
        before: bound.before,
        limit: batchRows,
      });
      if (page) {
        const condition = change.affects
          ? change.affects(range('c', position, page.last))
          : range('d', position, page.last);
        batch = copier.start(ctx, table, condition);
        await batch.read;
        await written;
        position = page.last;
        written = confirm(batch, position);
        // It is waited for below.
        written.catch(() => {});
      }
      if (!page || page.isFinal) {
        await written;
        await state.advance(table.name, change.relation, startOf(bound.before));
        return;
      }
    }
  } catch (error) {
    // Nothing of it goes on after its failure, and the first reason is told.
    await batch?.acknowledged.catch(() => {});
    await written;
    throw error;
  }

  async function confirm({ acknowledged }: Batch, upTo: Position) {
    const { rows } = await acknowledged;
    await state.advance(table.name, change.relation, upTo);
    onBatch(rows);
  }
}

import {
  dateTime64,
  sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  type TracePosition,
  type TraceQuery,
  type TraceWindow,
} from '@shop-platform/backstage-plugin-traces-node';
import { z } from 'zod';
import { matchesQuery } from '../queries/conditions';
import { type SpanReader } from '../queries/SpanTables';
import { firstWidthOf } from './firstWidth';
import { newestMatches } from './newestMatches';
import { SliceWalk } from './SliceWalk';
import { readTraceTimes } from './traceTimes';

const positionSchema = z.object({ traceId: z.string(), time: dateTime64() });
const idSchema = z.object({ traceId: z.string() });

// Traces of the pages before can turn up again and are dropped; a few rows to spare save a round.
const SPARE = 20;

async function readSlice(
  reader: SpanReader,
  query: TraceQuery,
  options: { slice: TraceWindow; seen: ReadonlySet<string>; limit: number },
): Promise<TracePosition[]> {
  return reader.query(
    newestMatches(query, { layout: reader.layout, ...options }),
    { schema: positionSchema },
  );
}

/** Where the spans of these traces can still be, as far as that is known. */
async function lastTimeOf(
  reader: SpanReader,
  traceIds: string[],
  otherwise: bigint,
): Promise<bigint> {
  const times = await readTraceTimes(reader, traceIds);
  return times && times.to < otherwise ? times.to : otherwise;
}

/** Those of the traces whose newest match stood on a page before. */
async function findShown(
  reader: SpanReader,
  query: TraceQuery,
  options: { after: TracePosition; traceIds: string[] },
): Promise<Set<string>> {
  const { after, traceIds } = options;
  if (traceIds.length === 0) {
    return new Set();
  }
  const to = await lastTimeOf(reader, traceIds, query.to);
  if (to <= after.time) {
    return new Set();
  }
  const time = sql.dateTime64(after.time);
  const rows = await reader.query(
    sql`SELECT DISTINCT TraceId AS traceId
      FROM ${reader.layout.spans}
      WHERE TraceId IN ${sql.strings(traceIds)}
        AND Timestamp >= ${time} AND Timestamp < ${sql.dateTime64(to)}
        AND (Timestamp > ${time} OR TraceId <= ${sql.string(after.traceId)})
        AND ${matchesQuery(query, reader.layout)}`,
    { schema: idSchema },
  );
  return new Set(rows.map(({ traceId }) => traceId));
}

/**
 * Walks back in time by slices, so that it reads little, however wide the
 * window is. Each trace comes once, at its newest match in what was walked.
 */
class BackwardSearch {
  readonly #reader: SpanReader;
  readonly #query: TraceQuery;
  readonly #walk: SliceWalk;
  readonly #seen = new Set<string>();
  #slice: TraceWindow | undefined;

  constructor(reader: SpanReader, query: TraceQuery, window: TraceWindow) {
    this.#reader = reader;
    this.#query = query;
    this.#walk = new SliceWalk(
      window,
      firstWidthOf(query, window, reader.layout),
      reader.layout.byTime?.since,
    );
    this.#slice = this.#walk.next();
  }

  get isDone(): boolean {
    return this.#slice === undefined;
  }

  /** The next `count` traces, fewer at the end of the window. */
  async next(count: number): Promise<TracePosition[]> {
    const found: TracePosition[] = [];
    while (this.#slice && found.length < count) {
      const slice: TraceWindow = this.#slice;
      const limit = count - found.length;
      const rows = await readSlice(this.#reader, this.#query, {
        slice,
        seen: this.#seen,
        limit,
      });
      rows.forEach(({ traceId }) => this.#seen.add(traceId));
      found.push(...rows);
      this.#slice =
        rows.length === limit
          ? // What is left has the same time or an earlier one.
            { from: slice.from, to: rows[rows.length - 1].time + 1n }
          : this.#nextSlice(count - found.length);
    }
    return found;
  }

  #nextSlice(missing: number): TraceWindow | undefined {
    return this.#walk.isDone
      ? undefined
      : this.#walk.next({ found: this.#seen.size, missing });
  }
}

/** The newest traces that match, newest first, at most `count` of them. */
export async function findTraces(
  reader: SpanReader,
  query: TraceQuery,
  count: number,
): Promise<TracePosition[]> {
  const { from, to, after } = query;
  if (!after || after.time >= to) {
    return new BackwardSearch(reader, query, { from, to }).next(count);
  }
  if (after.time < from) {
    return [];
  }
  const search = new BackwardSearch(reader, query, {
    from,
    to: after.time + 1n,
  });
  const found: TracePosition[] = [];
  while (found.length < count && !search.isDone) {
    const candidates = await search.next(count - found.length + SPARE);
    const shown = await findShown(reader, query, {
      after,
      traceIds: candidates.map(({ traceId }) => traceId),
    });
    found.push(...candidates.filter(({ traceId }) => !shown.has(traceId)));
  }
  return found.slice(0, count);
}

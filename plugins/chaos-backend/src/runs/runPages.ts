import { InputError } from '@backstage/errors';
import {
  type ChaosCalendarRun,
  type ChaosRunsQuery,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { z } from 'zod';
import { fromRow, toCalendarRun, type RunRow } from './rows';
import { OPEN_STATES, type Run } from './types';

const RUNS = 'chaos_runs';

/** A page of runs, and where the next one begins. */
export type RunsPage = { runs: Run[]; nextCursor?: string };

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Those that began in a stretch of time, the newest first, in short. */
export async function runsStartedIn(
  knex: Knex,
  { from, to }: { from: Date; to: Date },
  limit: number,
): Promise<ChaosCalendarRun[]> {
  const rows = await knex<RunRow>(RUNS)
    .select(
      'id',
      'cluster',
      'kind',
      'action',
      'namespace',
      'name',
      'state',
      'started_at',
      'ended_at',
      'outcome',
    )
    .where('started_at', '>=', from)
    .where('started_at', '<', to)
    .orderBy([
      { column: 'started_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
  return rows.map(toCalendarRun);
}

/** A page, the newest first. */
export async function pageOfRuns(
  knex: Knex,
  wanted: ChaosRunsQuery,
): Promise<RunsPage> {
  const { entity, state, outcome, from, to, limit = 50, cursor } = wanted;
  const query = knex<RunRow>(RUNS)
    .orderBy([
      { column: 'started_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (entity) {
    query.whereRaw('entities @> ?::jsonb', [JSON.stringify([entity])]);
  }
  if (state) {
    query[state === 'active' ? 'whereIn' : 'whereNotIn']('state', [
      ...OPEN_STATES,
    ]);
  }
  if (outcome) {
    query.where({ outcome });
  }
  if (from || to) {
    // They were never on.
    query.whereNotIn('state', ['awaiting-approval', 'rejected', 'failed']);
  }
  if (from) {
    query.whereRaw('coalesce(ended_at, now()) >= ?::timestamptz', [from]);
  }
  if (to) {
    query.where('started_at', '<', to);
  }
  if (cursor) {
    const [at, id] = readCursor(cursor);
    query.whereRaw('(started_at, id) < (?::timestamptz, ?::uuid)', [at, id]);
  }
  const runs = (await query).map(fromRow);
  const last = runs.at(limit - 1);
  return {
    runs: runs.slice(0, limit),
    ...(runs.length > limit && last ? { nextCursor: toCursor(last) } : {}),
  };
}

function toCursor({ startedAt, id }: Run): string {
  const place = JSON.stringify([startedAt.toISOString(), id]);
  return Buffer.from(place).toString('base64url');
}

function readCursor(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
  } catch {
    throw new InputError(
      "'cursor' is not one that a page gave; begin without it",
    );
  }
}

import { z } from 'zod';
import type { SourceOptions, SourceSession } from './SourceSession.ts';

/** Up to where changes are final. */
export interface Bound {
  /** Everything that changed before this is committed or never will be. */
  before: string;
  /** Whether the transactions of other roles could be seen. */
  sighted: boolean;
}

const boundSchema = z.object({ before: z.string(), sighted: z.boolean() });

/**
 * `updated_at` is a transaction's start, so a late commit brings a row that is
 * older than rows read before. Nothing is taken as done that is not older than
 * every transaction that still runs. The clock is read before the list of
 * transactions, and a margin covers those that have begun and are not listed
 * yet; a millisecond more covers times that were rounded down.
 */
export async function readBound(
  session: SourceSession,
  { settleMs, blindLagMs }: SourceOptions,
): Promise<Bound> {
  const [bound] = await session.query(
    `WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now),
     sight AS (
       SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sighted
     ),
     running AS (
       SELECT min(xact_start) AS oldest FROM clock, pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
     )
     SELECT
       (least(
         running.oldest - interval '1 millisecond',
         clock.now - make_interval(secs => (CASE WHEN sight.sighted THEN ${settleMs} ELSE ${blindLagMs} END) / 1000.0)
       ))::text AS before,
       sight.sighted AS sighted
     FROM clock, running, sight`,
    boundSchema,
  );
  // Asked after the running ones: a transaction that is prepared in between is in both.
  const [prepared] = await session.query(
    'SELECT gid FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared LIMIT 1',
    z.object({ gid: z.string() }),
  );
  if (prepared) {
    // When it began is not told, so its changes may be of any age.
    throw new Error(
      `The prepared transaction ${prepared.gid} holds the copy back; commit it or roll it back`,
    );
  }
  if (!bound) {
    throw new Error('PostgreSQL did not say which transactions run');
  }
  return bound;
}

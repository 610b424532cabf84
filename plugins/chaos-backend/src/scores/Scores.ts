import { type ChaosScore } from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';

const WEEK_MS = 7 * 24 * 60 * 60_000;
/** How many moments are shown: now, and this many weeks less one before. */
const POINTS = 13;

type Counts = {
  passed: number;
  failed: number;
  inconclusive: number;
  unjudged: number;
};

/**
 * Of the runs that hit one component, those that were over in the window before
 * each moment. The index of `entities` finds its runs once, for all moments.
 */
const COUNTS = `
  WITH hit AS MATERIALIZED (
    SELECT ended_at, outcome
    FROM chaos_runs
    WHERE entities @> ?::jsonb
      AND ended_at > ?::timestamptz
      AND state NOT IN ('failed', 'rejected')
  )
  SELECT
    count(*) FILTER (WHERE outcome = 'passed')::int AS passed,
    count(*) FILTER (WHERE outcome = 'failed')::int AS failed,
    count(*) FILTER (WHERE outcome = 'inconclusive')::int AS inconclusive,
    (count(ended_at) - count(outcome))::int AS unjudged
  FROM unnest(?::timestamptz[]) WITH ORDINALITY AS moment(at, place)
  LEFT JOIN hit
    ON ended_at <= moment.at
    AND ended_at > moment.at - make_interval(secs => ?)
  GROUP BY place
  ORDER BY place`;

/** How often the platform held when a component was hit: passed / (passed + failed). */
export class Scores {
  readonly #options: { knex: Knex; windowMs: number; now(): number };

  constructor(options: { knex: Knex; windowMs: number; now(): number }) {
    this.#options = options;
  }

  async of(entity: string): Promise<ChaosScore> {
    const { knex, windowMs, now } = this.#options;
    const to = now();
    const moments = Array.from({ length: POINTS }, (_, index) =>
      toIso(to - (POINTS - 1 - index) * WEEK_MS),
    );
    const { rows } = await knex.raw<{ rows: Counts[] }>(COUNTS, [
      JSON.stringify([entity]),
      toIso(to - (POINTS - 1) * WEEK_MS - windowMs),
      moments,
      windowMs / 1000,
    ]);
    const { passed, failed, inconclusive, unjudged } = rows[POINTS - 1];
    return {
      entity,
      ...scoreOf({ passed, failed }),
      windowSeconds: windowMs / 1000,
      from: toIso(to - windowMs),
      to: toIso(to),
      passed,
      failed,
      inconclusive,
      unjudged,
      points: rows.map((row, index) => ({
        at: moments[index],
        ...scoreOf(row),
        passed: row.passed,
        failed: row.failed,
      })),
    };
  }
}

/** None where nothing was judged, which is something else than 0. */
function scoreOf({ passed, failed }: Pick<Counts, 'passed' | 'failed'>): {
  score?: number;
} {
  const judged = passed + failed;
  return judged > 0 ? { score: passed / judged } : {};
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}

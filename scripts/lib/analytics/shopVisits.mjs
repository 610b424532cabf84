// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { median, percentile95 } from '../figures.mjs';

/** @typedef {import('./shopDatabase.mjs').Source} Source */

/** As many orders are looked at in turn. */
const ORDERS = 1_000;
/** A shop's visitors leave its database time for others. */
const PAUSE_MS = 20;
/** The first ones plan their queries and read what nobody has read yet. */
const WARM_UP = 20;
/** A copy that costs visitors more has no back-pressure worth the name. */
const TIMES_SLOWER = 2;

/**
 * What visitors of the shop wait for, one after the other: an order is read with
 * its lines, and an event is written.
 * @param {Source} source - a connection of its own
 * @param {(count: number) => boolean} goesOn - whether another visitor comes, after so many
 * @returns {Promise<{ alone: number[]; besideCopy: number[] }>} ms of each visit, by whether rows were copied all the while
 */
export async function visitShop(source, goesOn) {
  const { rows } = await source.query(
    `SELECT id FROM core.orders ORDER BY id LIMIT ${ORDERS}`,
  );
  const ids = rows.map(({ id }) => id);
  for (let index = 0; index < WARM_UP; index += 1) {
    await visit(source, ids[index % ids.length]);
  }
  /** @type {{ alone: number[]; besideCopy: number[] }} */
  const times = { alone: [], besideCopy: [] };
  let isCopied = await copies(source);
  for (let count = 0; goesOn(count); count += 1) {
    const before = isCopied;
    const began = performance.now();
    await visit(source, ids[count % ids.length]);
    const took = performance.now() - began;
    isCopied = await copies(source);
    if (before === isCopied) {
      times[isCopied ? 'besideCopy' : 'alone'].push(took);
    }
    await delay(PAUSE_MS);
  }
  return times;
}

/**
 * @param {Source} source
 * @param {unknown} id - of an order
 */
async function visit(source, id) {
  await source.query('SELECT * FROM core.orders WHERE id = $1', [id]);
  await source.query(
    'SELECT * FROM core.order_lines WHERE order_id = $1 ORDER BY position',
    [id],
  );
  await source.query(
    `INSERT INTO storefront.events (type, session_id, page) VALUES ('page_view', $1, '/orders')`,
    [id],
  );
}

/**
 * Whether the pipeline reads rows now.
 * @param {Source} source
 */
async function copies(source) {
  const { rows } = await source.query(
    `SELECT FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY%' LIMIT 1`,
  );
  return rows.length > 0;
}

/**
 * How much longer visitors wait while the shop is copied, in one run.
 * @param {number[]} alone - ms of each visit
 * @param {number[]} besideCopy
 * @returns {import('../figures.mjs').Row}
 */
export function visitsRow(alone, besideCopy) {
  const ratio = median(besideCopy) / median(alone);
  return {
    figure:
      'A visit to the shop, two reads and a write in PostgreSQL, while it is copied and while not',
    measured: `${written(besideCopy)}; ${written(alone)}: ${ratio.toFixed(
      1,
    )} times`,
    target: `${TIMES_SLOWER} times at most`,
    reached: ratio <= TIMES_SLOWER,
  };
}

/** @param {number[]} times - in ms */
function written(times) {
  return times.length === 0
    ? 'no visit'
    : `${median(times).toFixed(1)} ms (95 of 100 within ${percentile95(
        times,
      ).toFixed(1)}, of ${times.length})`;
}

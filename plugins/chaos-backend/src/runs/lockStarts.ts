import { type Knex } from 'knex';

/**
 * Until the end of a transaction, over all replicas: nobody else starts a run or
 * pulls a lever.
 */
export async function lockStarts(transaction: Knex): Promise<void> {
  await transaction.raw(
    `SELECT pg_advisory_xact_lock(hashtext('shop-platform chaos starts'))`,
  );
}

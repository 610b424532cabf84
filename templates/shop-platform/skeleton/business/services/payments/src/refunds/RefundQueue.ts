import { z } from 'zod';
import type { Database } from '../database/Database.ts';
import { schema } from '../database/schema.ts';

const rowSchema = z
  .object({
    id: z.uuid(),
    payment_id: z.uuid(),
    order_id: z.uuid(),
    amount: z.coerce.number().int(),
    traceparent: z.string().nullable(),
    before: z.enum(['pending', 'sent']),
    left: z.coerce.number().int(),
  })
  .transform(row => ({
    id: row.id,
    paymentId: row.payment_id,
    orderId: row.order_id,
    amount: row.amount,
    traceparent: row.traceparent,
    sentBefore: row.before === 'sent',
    coversAll: row.amount === row.left,
  }));

export type DueRefund = z.infer<typeof rowSchema>;

/** The refunds that are under way, as the worker takes and puts them back. Not traced: most of the time there are none. */
export class RefundQueue {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The next one, marked as sent before it is: whoever dies while sending
   * leaves a row that says that LiqPay may have heard of it. Only this pod has
   * it for `leaseMs`; refunds of one payment go one after the other.
   */
  async take(leaseMs: number): Promise<DueRefund | undefined> {
    const { rows } = await this.#database.pool.query(
      `WITH due AS (
         SELECT r.id, r.status AS before FROM ${schema}.refunds r
         WHERE r.status IN ('pending', 'sent') AND r.next_attempt_at <= now()
           AND NOT EXISTS (
             SELECT 1 FROM ${schema}.refunds o
             WHERE o.payment_id = r.payment_id AND o.status IN ('pending', 'sent')
               AND (o.created_at, o.id) < (r.created_at, r.id)
           )
         ORDER BY r.next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
       )
       UPDATE ${schema}.refunds r
       SET status = 'sent', updated_at = now(),
         next_attempt_at = now() + $1 * interval '1 millisecond'
       FROM due, ${schema}.payments p
       WHERE r.id = due.id AND p.id = r.payment_id
       RETURNING r.id, r.payment_id, p.order_id, r.amount, r.traceparent,
         due.before, p.amount - p.refunded AS left`,
      [leaseMs],
    );
    return rows.map(row => rowSchema.parse(row)).at(0);
  }

  /** As `pending` it was surely not sent; as `sent` it may have been. */
  async putBack(
    id: string,
    status: 'pending' | 'sent',
    afterMs: number,
  ): Promise<void> {
    await this.#database.pool.query(
      `UPDATE ${schema}.refunds
       SET status = $2, updated_at = now(),
         next_attempt_at = now() + $3 * interval '1 millisecond'
       WHERE id = $1 AND status = 'sent'`,
      [id, status, afterMs],
    );
  }

  async fail(id: string): Promise<void> {
    await this.#database.pool.query(
      `UPDATE ${schema}.refunds SET status = 'failed', updated_at = now()
       WHERE id = $1 AND status = 'sent'`,
      [id],
    );
  }
}

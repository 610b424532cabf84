import type { Context, Span } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import { z } from 'zod';
import type { Database, Queryable } from '../database/Database.ts';
import { schema } from '../database/schema.ts';
import { fromTraceparent } from '../events/event.ts';
import { addToOutbox } from '../events/outbox.ts';
import type { Tracer } from '../tracing/index.ts';

/** What the carrier says of a parcel. */
export const parcelUpdateSchema = z.object({
  trackingNumber: z.string().min(1).max(64),
  status: z.enum(['in_transit', 'delivered', 'returned']),
  at: z.iso.datetime({ offset: true }),
});

export type ParcelUpdate = z.infer<typeof parcelUpdateSchema>;

const shipmentSchema = z.object({
  id: z.string(),
  order_id: z.string(),
  customer_id: z.string(),
  traceparent: z.string().nullable(),
});

type ShipmentRow = z.infer<typeof shipmentSchema>;

export interface ParcelUpdatesOptions {
  database: Database;
  tracer: Tracer;
}

/** Moves shipments on as the carrier tells. */
export class ParcelUpdates {
  readonly #database: Database;
  readonly #tracer: Tracer;

  constructor({ database, tracer }: ParcelUpdatesOptions) {
    this.#database = database;
    this.#tracer = tracer;
  }

  /** False when nobody knows the parcel. Late and repeated updates are passed over. */
  async take(update: ParcelUpdate): Promise<boolean> {
    return await this.#tracer.start('TakeCarrierUpdate', async (ctx, span) => {
      span.setAttribute('shop.shipment.status', update.status);
      return await this.#database.transaction(async client => {
        const shipment = await this.#find(ctx, client, update.trackingNumber);
        if (!shipment) {
          return false;
        }
        describe(span, shipment);
        const moved = await this.#move(ctx, client, update);
        if (moved && update.status === 'delivered') {
          await this.#announceDelivery(ctx, client, shipment, update.at);
        }
        return true;
      });
    });
  }

  async #find(ctx: Context, client: Queryable, trackingNumber: string) {
    const { rows } = await this.#tracer.dbSpan(ctx, 'SELECT', 'shipments', () =>
      client.query(
        `SELECT id, order_id, customer_id, traceparent FROM ${schema}.shipments
         WHERE tracking_number = $1`,
        [trackingNumber],
      ),
    );
    return rows.map(row => shipmentSchema.parse(row)).at(0);
  }

  async #move(
    ctx: Context,
    client: Queryable,
    { trackingNumber, status, at }: ParcelUpdate,
  ): Promise<boolean> {
    const { rowCount } = await this.#tracer.dbSpan(
      ctx,
      'UPDATE',
      'shipments',
      () =>
        client.query(
          `UPDATE ${schema}.shipments
           SET status = $2, carrier_at = greatest(carrier_at, $3::timestamptz),
               delivered_at = CASE WHEN $2 = 'delivered' THEN $3::timestamptz END,
               next_attempt_at = CASE WHEN $2 = 'in_transit' THEN next_attempt_at END
           WHERE tracking_number = $1
             AND (status = 'registered' OR (status = 'in_transit' AND $2 <> 'in_transit'))`,
          [trackingNumber, status, at],
        ),
    );
    return rowCount === 1;
  }

  async #announceDelivery(
    ctx: Context,
    client: Queryable,
    shipment: ShipmentRow,
    at: string,
  ): Promise<void> {
    await addToOutbox(ctx, {
      client,
      tracer: this.#tracer,
      event: {
        type: 'order.delivered',
        data: {
          orderId: shipment.order_id,
          customerId: shipment.customer_id,
          shipmentId: shipment.id,
          deliveredAt: new Date(at).toISOString(),
        },
      },
    });
  }
}

/** Days may lie between an order and its delivery: the traces are two, and linked. */
function describe(span: Span, shipment: ShipmentRow): void {
  span.setAttributes({
    'shop.order.id': shipment.order_id,
    'shop.customer.id': shipment.customer_id,
    'shop.shipment.id': shipment.id,
  });
  const order = trace.getSpanContext(
    fromTraceparent(shipment.traceparent ?? undefined),
  );
  if (order) {
    span.addLink({ context: order });
  }
}

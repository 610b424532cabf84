import { trace, type Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Queryable } from '../database/Database.ts';
import type { PostgresShipments } from '../shipments/PostgresShipments.ts';
import { eventAddressSchema, moneySchema } from '../shipments/Shipment.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Event } from './event.ts';

export interface HandleEventOptions {
  event: Event;
  /** The transaction in which the event is marked as handled: write with it, and both happen or neither. */
  client: Queryable;
}

/** What this service does about an event; those it does not know it passes over. */
export type HandleEvent = (
  ctx: Context,
  options: HandleEventOptions,
) => Promise<void>;

const cancelledSchema = z.object({ orderId: z.uuid() });

const placedSchema = cancelledSchema.extend({
  customerId: z.uuid(),
  delivery: eventAddressSchema,
  total: moneySchema,
});

export interface CreateHandleEventOptions {
  shipments: PostgresShipments;
  tracer: Tracer;
}

export function createHandleEvent({
  shipments,
  tracer,
}: CreateHandleEventOptions): HandleEvent {
  return async (ctx, { event, client }) => {
    switch (event.type) {
      case 'order.placed': {
        const { orderId, customerId, delivery, total } = placedSchema.parse(
          event.data,
        );
        describe(ctx, { 'shop.customer.id': customerId, orderId });
        await tracer.start('CreateShipment', below =>
          shipments.create(below, client, {
            orderId,
            customerId,
            delivery,
            declaredValue: total,
          }),
        );
        break;
      }
      case 'order.cancelled': {
        const { orderId } = cancelledSchema.parse(event.data);
        describe(ctx, { orderId });
        await tracer.start('CancelShipment', below =>
          shipments.cancel(below, client, orderId),
        );
        break;
      }
      default:
        // New types may appear on a stream at any time.
        break;
    }
  };
}

function describe(
  ctx: Context,
  { orderId, ...attributes }: { orderId: string; 'shop.customer.id'?: string },
): void {
  trace
    .getSpan(ctx)
    ?.setAttributes({ 'shop.order.id': orderId, ...attributes });
}

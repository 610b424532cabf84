import { trace, type Context } from '@opentelemetry/api';
import { z } from 'zod';
import type { Queryable } from '../database/Database.ts';
import type { Content } from '../messages/Message.ts';
import { plan } from '../messages/plan.ts';
import type { PostgresMessages } from '../messages/PostgresMessages.ts';
import type { PostgresPreferences } from '../preferences/PostgresPreferences.ts';
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

const subjectSchema = z.object({ orderId: z.uuid(), customerId: z.uuid() });

const placedSchema = z.object({
  orderNumber: z.string(),
  total: z.object({ amount: z.int().min(0) }),
});
const cancelledSchema = z.object({ reason: z.string() });
const shippedSchema = z.object({
  trackingNumber: z.string(),
  deliverBy: z.iso.date().optional(),
});

export interface CreateHandleEventOptions {
  messages: PostgresMessages;
  preferences: PostgresPreferences;
  tracer: Tracer;
}

/** Plans a message for each event that customers are told of. */
export function createHandleEvent({
  messages,
  preferences,
  tracer,
}: CreateHandleEventOptions): HandleEvent {
  return async (ctx, { event, client }) => {
    const content = contentOf(event);
    if (!content) {
      return;
    }
    const { orderId, customerId } = subjectSchema.parse(event.data);
    trace.getSpan(ctx)?.setAttributes({
      'shop.order.id': orderId,
      'shop.customer.id': customerId,
    });
    await tracer.start('PlanMessage', async below => {
      const wanted = await preferences.get(below, customerId, client);
      await messages.create(below, client, {
        origin: { eventId: event.id },
        customerId,
        orderId,
        content,
        ...plan(content.template, wanted, new Date()),
      });
    });
  };
}

/** Undefined of an event that nobody is told of: new types may appear on a stream at any time. */
function contentOf({ type, data }: Event): Content | undefined {
  switch (type) {
    case 'order.placed': {
      const { orderNumber, total } = placedSchema.parse(data);
      return {
        template: 'order_placed',
        parameters: { orderNumber, totalAmount: total.amount },
      };
    }
    case 'order.cancelled':
      return {
        template: 'order_cancelled',
        parameters: cancelledSchema.parse(data),
      };
    case 'order.shipped':
      return {
        template: 'shipment_sent',
        parameters: shippedSchema.parse(data),
      };
    case 'order.delivered':
      return { template: 'shipment_delivered', parameters: {} };
    default:
      return undefined;
  }
}

import type { Context } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import { z } from 'zod';
import type { Queryable } from '../database/Database.ts';
import type { OrderStatus } from '../orders/Order.ts';
import type { OrderChanges } from '../orders/OrderChanges.ts';
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

const dataSchema = z.looseObject({ orderId: z.uuid() });

interface Transition {
  from: readonly OrderStatus[];
  to: OrderStatus;
}

const transitions: ReadonlyMap<string, Transition> = new Map([
  ['order.shipped', { from: ['paid'], to: 'shipped' }],
  ['order.delivered', { from: ['paid', 'shipped'], to: 'delivered' }],
]);

/** Follows what Shipping says of an order. */
export function createHandleEvent(changes: OrderChanges): HandleEvent {
  return async (ctx, { event, client }) => {
    const transition = transitions.get(event.type);
    if (!transition) {
      // Our own events, and types that are new on the stream.
      return;
    }
    const { orderId } = dataSchema.parse(event.data);
    // An order that is elsewhere already is no error: events come late and twice.
    const moved = await changes.advance(ctx, client, orderId, transition);
    trace.getSpan(ctx)?.setAttributes({
      'shop.order.id': orderId,
      'shop.event.type': event.type,
      'shop.order.moved': moved,
    });
  };
}

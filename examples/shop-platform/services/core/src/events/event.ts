import { propagation, ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { z } from 'zod';

/** What every event on a stream has; `data` is for its type's own schema. */
export const eventSchema = z.looseObject({
  id: z.uuid(),
  type: z.string().min(1),
  occurredAt: z.iso.datetime(),
  data: z.unknown(),
});

export type Event = z.infer<typeof eventSchema>;

/** The trace context as text, to travel with an event. */
export function toTraceparent(ctx: Context): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(ctx, carrier);
  return carrier.traceparent;
}

export function fromTraceparent(traceparent: string | undefined): Context {
  return propagation.extract(ROOT_CONTEXT, traceparent ? { traceparent } : {});
}

/** The attributes of a message's span, by the messaging conventions; its id is the event's, at both ends. */
export function messagingAttributes(
  operation: 'send' | 'process',
  stream: string,
) {
  return {
    'messaging.system': 'redis',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.destination.name': stream,
  };
}

export const messageIdAttribute = 'messaging.message.id';

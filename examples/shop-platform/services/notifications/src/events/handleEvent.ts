import type { Context } from '@opentelemetry/api';
import type { Queryable } from '../database/Database.ts';
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

/** The place for your own handling, by the event's type. */
export const handleEvent: HandleEvent = async (_ctx, { event }) => {
  switch (event.type) {
    default:
      // New types may appear on a stream at any time.
      break;
  }
};

import type { ResourceClient } from '../../client/Client';
import { nameOf, namespaceOf } from '../../model/KubeObject';
import type { Context } from '../Context';
import type { EventFields } from '../types';
import type { WorkQueue } from '../work/WorkQueue';

/** As long as a real cluster keeps them. */
const KEPT_MS = 3_600_000;
/** Those that end soon after one another are deleted together. */
const TOGETHER_MS = 60_000;

const ALL = 'events';

/** Deletes events that are old, so that a cluster that runs for long stays small. */
export class EventExpiry {
  readonly #context: Context;
  readonly #events: ResourceClient<EventFields>;
  readonly #queue: WorkQueue;

  private constructor(context: Context) {
    this.#context = context;
    this.#events = context.client.resource<EventFields>('v1', 'events');
    this.#queue = context.queue('event-expiry', () => this.#deleteOld());
  }

  static start(context: Context): EventExpiry {
    const expiry = new EventExpiry(context);
    expiry.#queue.add(ALL);
    return expiry;
  }

  stop(): void {
    this.#queue.stop();
  }

  #deleteOld(): void {
    const now = this.#context.clock.now();
    let next = now + KEPT_MS;
    for (const event of this.#events.list().items) {
      const { lastTimestamp, eventTime, metadata } = event;
      const last = lastTimestamp ?? eventTime ?? metadata.creationTimestamp;
      const due = Date.parse(last ?? '') + KEPT_MS;
      if (due <= now) {
        this.#events.delete(namespaceOf(event), nameOf(event));
      } else {
        next = Math.min(next, due);
      }
    }
    this.#queue.addAfter(ALL, Math.max(TOGETHER_MS, next - now));
  }
}

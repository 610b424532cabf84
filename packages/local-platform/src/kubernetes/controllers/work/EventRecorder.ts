import type { Client, ResourceClient } from '../../client/Client';
import {
  KubeObject,
  nameOf,
  namespaceOf,
  timestamp,
} from '../../model/KubeObject';
import type { Clock } from './Clock';

type Known = { name: string; count: number };

/** What was said of one object for one reason lately. */
type Topic = { since: number; messages: Map<string, Known> };

/** How much may be said of one object before it has to wait. */
type Allowance = { left: number; at: number };

const COMBINE_AFTER = 10;
const COMBINE_WITHIN_MS = 600_000;
const BURST = 25;
const REFILL_MS = 300_000;
const MOST_TOPICS = 4096;

/**
 * Says what happened to an object, as on a real cluster: the same again raises
 * the count of the event, much alike is combined, and one object cannot flood.
 */
export class EventRecorder {
  readonly #events: ResourceClient<KubeObject>;
  readonly #component: string;
  readonly #clock: Clock;
  readonly #topics = new Map<string, Topic>();
  readonly #allowances = new Map<string, Allowance>();

  /** @param component - who says it, for example `deployment-controller` */
  constructor(client: Client, component: string, clock: Clock) {
    this.#events = client.resource('v1', 'events');
    this.#component = component;
    this.#clock = clock;
  }

  normal(about: KubeObject, reason: string, message: string): void {
    this.#record('Normal', about, reason, message);
  }

  warning(about: KubeObject, reason: string, message: string): void {
    this.#record('Warning', about, reason, message);
  }

  #record(
    type: 'Normal' | 'Warning',
    about: KubeObject,
    reason: string,
    message: string,
  ): void {
    const uid = about.metadata.uid ?? keyOf(about);
    if (!this.#mayTell(uid)) {
      return;
    }
    const topic = this.#topic(`${uid} ${type} ${reason}`);
    const isCombined =
      !topic.messages.has(message) && topic.messages.size >= COMBINE_AFTER;
    const text = isCombined
      ? `(combined from similar events): ${message}`
      : message;
    const key = isCombined ? '' : message;
    const known = topic.messages.get(key);
    if (known && this.#repeat(about, known, text)) {
      return;
    }
    const name = this.#tell(type, about, reason, text);
    if (name) {
      topic.messages.set(key, { name, count: 1 });
    }
  }

  #repeat(about: KubeObject, known: Known, message: string): boolean {
    const namespace = namespaceOf(about) || 'default';
    if (!this.#events.find(namespace, known.name)) {
      return false;
    }
    known.count += 1;
    this.#events.patch(namespace, known.name, {
      count: known.count,
      message,
      lastTimestamp: this.#timestamp(),
    });
    return true;
  }

  #tell(
    type: string,
    about: KubeObject,
    reason: string,
    message: string,
  ): string | undefined {
    const namespace = namespaceOf(about) || 'default';
    const { uid, resourceVersion } = about.metadata;
    const time = this.#timestamp();
    const suffix = (
      process.hrtime.bigint() + BigInt(this.#clock.now())
    ).toString(16);
    const name = `${nameOf(about)}.${suffix}`;
    try {
      this.#events.create(namespace, {
        metadata: { name },
        involvedObject: {
          apiVersion: about.apiVersion,
          kind: about.kind,
          name: nameOf(about),
          ...(namespaceOf(about) && { namespace: namespaceOf(about) }),
          uid,
          resourceVersion,
        },
        type,
        reason,
        message,
        count: 1,
        firstTimestamp: time,
        lastTimestamp: time,
        source: { component: this.#component },
        reportingComponent: this.#component,
        reportingInstance: '',
      });
      return name;
    } catch {
      // The namespace is going, or its quota of events is used up: what the
      // event tells of has happened all the same.
      return undefined;
    }
  }

  #topic(key: string): Topic {
    const now = this.#clock.now();
    const known = this.#topics.get(key);
    if (known && now - known.since < COMBINE_WITHIN_MS) {
      return known;
    }
    const topic: Topic = { since: now, messages: known?.messages ?? new Map() };
    if (topic.messages.size > COMBINE_AFTER) {
      topic.messages.clear();
    }
    this.#topics.delete(key);
    this.#topics.set(key, topic);
    forgetOldest(this.#topics);
    return topic;
  }

  #mayTell(uid: string): boolean {
    const now = this.#clock.now();
    const known = this.#allowances.get(uid) ?? { left: BURST, at: now };
    const refilled = Math.floor((now - known.at) / REFILL_MS);
    const left = Math.min(BURST, known.left + refilled);
    this.#allowances.set(uid, {
      left: Math.max(0, left - 1),
      at: left === BURST ? now : known.at + refilled * REFILL_MS,
    });
    forgetOldest(this.#allowances);
    return left > 0;
  }

  #timestamp(): string {
    return timestamp(new Date(this.#clock.now()));
  }
}

function keyOf(object: KubeObject): string {
  return `${object.kind}/${namespaceOf(object)}/${nameOf(object)}`;
}

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size > MOST_TOPICS) {
    const [oldest] = map.keys();
    map.delete(oldest);
  }
}

import { randomBytes } from 'node:crypto';
import { toError } from '@backstage/errors';
import { Client, KubeObject } from '../kubernetes';
import { nameOf, namespaceOf, timestamp } from '../kubernetes/model/KubeObject';

const REMEMBERED = 1_000;

/** Writes events; the same one again only counts up. */
export class EventRecorder {
  readonly #client: Client;
  readonly #nodeName: string;
  readonly #log: (line: string) => void;
  /** By what they say: the name of the event, and how often it was said. */
  readonly #known = new Map<string, { name: string; count: number }>();

  constructor(
    client: Client,
    nodeName: string,
    log: (line: string) => void = () => {},
  ) {
    this.#client = client;
    this.#nodeName = nodeName;
    this.#log = log;
  }

  normal(
    pod: KubeObject,
    reason: string,
    message: string,
    container?: string,
  ): void {
    this.#record(pod, 'Normal', reason, message, container);
  }

  warning(
    pod: KubeObject,
    reason: string,
    message: string,
    container?: string,
  ): void {
    this.#record(pod, 'Warning', reason, message, container);
  }

  #record(
    pod: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    container?: string,
  ): void {
    const key = [pod.metadata.uid, type, reason, message, container].join('\0');
    try {
      const known = this.#known.get(key);
      const isKnown = known && this.#repeat(namespaceOf(pod), known);
      if (!isKnown) {
        this.#remember(
          key,
          this.#create(pod, type, reason, message, container),
        );
      }
    } catch (error) {
      // A namespace that ends takes no events.
      this.#log(`event ${reason}: ${toError(error).message}`);
    }
  }

  #repeat(namespace: string, known: { name: string; count: number }): boolean {
    const events = this.#client.resource('v1', 'events');
    if (!events.find(namespace, known.name)) {
      return false;
    }
    known.count += 1;
    events.patch(namespace, known.name, {
      count: known.count,
      lastTimestamp: timestamp(),
    });
    return true;
  }

  #create(
    pod: KubeObject,
    type: string,
    reason: string,
    message: string,
    container?: string,
  ): string {
    const { uid, resourceVersion } = pod.metadata;
    const name = `${nameOf(pod)}.${randomBytes(8).toString('hex')}`;
    const now = timestamp();
    this.#client.resource('v1', 'events').create(namespaceOf(pod), {
      metadata: { name },
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: namespaceOf(pod),
        name: nameOf(pod),
        uid,
        resourceVersion,
        ...(container && { fieldPath: container }),
      },
      type,
      reason,
      message: message.slice(0, 1024),
      source: { component: 'kubelet', host: this.#nodeName },
      reportingComponent: 'kubelet',
      reportingInstance: this.#nodeName,
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
    });
    return name;
  }

  #remember(key: string, name: string): void {
    this.#known.set(key, { name, count: 1 });
    if (this.#known.size > REMEMBERED) {
      const [oldest] = this.#known.keys();
      this.#known.delete(oldest);
    }
  }
}

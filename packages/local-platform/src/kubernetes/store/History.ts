import { KubeObject } from '../model/KubeObject';

/** A change as watches see it: the object before it and after it. */
export type StoreEvent = {
  revision: number;
  resource: string;
  key: string;
  /** With the revision of this change, also where it is a deletion. */
  object: KubeObject;
  previous: KubeObject | undefined;
  deleted: boolean;
};

/** The latest changes, oldest first; what no longer fits is forgotten. */
export class History {
  readonly #limit: number;
  #events: StoreEvent[] = [];
  #forgotten: number;

  /** @param forgotten - the revision up to which nothing is known */
  constructor(limit: number, forgotten: number) {
    this.#limit = limit;
    this.#forgotten = forgotten;
  }

  /** The oldest revision from which a watch can go on. */
  get forgotten(): number {
    return this.#forgotten;
  }

  add(event: StoreEvent): void {
    this.#events.push(event);
    // Twice the limit, so that not every write moves the whole list.
    if (this.#events.length > 2 * this.#limit) {
      this.keep(this.#limit);
    }
  }

  /** Forgets all but the latest events. */
  keep(count: number): void {
    const surplus = this.#events.length - count;
    if (surplus > 0) {
      this.#forgotten = this.#events[surplus - 1].revision;
      this.#events = this.#events.slice(surplus);
    }
  }

  /** The events after a revision. */
  since(revision: number): StoreEvent[] {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#events[middle].revision > revision) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return this.#events.slice(low);
  }
}

import { ClickHouseException } from './errors';

export type Lane = 'read' | 'write' | 'urgent';

export type GateOptions<T> = {
  /** What each of those who run at once holds, by lane. */
  places: Record<Lane, T[]>;
  maxWaiting: number;
  maxWaitMs: number;
};

type Waiter<T> = { grant(place: T): void; refuse(error: Error): void };

/** Admits so many at once into each lane; the others wait in line, the late ones are refused. */
export class Gate<T> {
  readonly #options: GateOptions<T>;
  readonly #free: Record<Lane, T[]>;
  readonly #waiting: Record<Lane, Set<Waiter<T>>> = {
    read: new Set(),
    write: new Set(),
    urgent: new Set(),
  };

  constructor(options: GateOptions<T>) {
    this.#options = options;
    const { read, write, urgent } = options.places;
    this.#free = { read: [...read], write: [...write], urgent: [...urgent] };
  }

  /** Runs a task with a place of the lane, now or when it is its turn. */
  async run<R>(
    lane: Lane,
    signal: AbortSignal,
    task: (place: T) => Promise<R>,
  ): Promise<R> {
    const place = this.#free[lane].pop() ?? (await this.#wait(lane, signal));
    try {
      return await task(place);
    } finally {
      this.#leave(lane, place);
    }
  }

  #leave(lane: Lane, place: T): void {
    const [next] = this.#waiting[lane];
    if (next) {
      next.grant(place);
    } else {
      this.#free[lane].push(place);
    }
  }

  async #wait(lane: Lane, signal: AbortSignal): Promise<T> {
    const { maxWaiting, maxWaitMs } = this.#options;
    const waiting = this.#waiting[lane];
    if (waiting.size >= maxWaiting) {
      throw tooMany(`${waiting.size} statements wait already`);
    }
    return await new Promise((resolve, reject) => {
      const left = new AbortController();
      const leave = (settle: () => void) => {
        left.abort();
        settle();
      };
      const waiter: Waiter<T> = {
        grant: place => leave(() => resolve(place)),
        refuse: error => leave(() => reject(error)),
      };
      waiting.add(waiter);
      const timer = setTimeout(
        () => waiter.refuse(tooMany(`none ended within ${maxWaitMs / 1000} s`)),
        maxWaitMs,
      );
      signal.addEventListener('abort', () => waiter.refuse(neverBegan()), {
        once: true,
        signal: left.signal,
      });
      left.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        waiting.delete(waiter);
      });
    });
  }
}

function neverBegan(): ClickHouseException {
  return ClickHouseException.of(
    'QUERY_WAS_CANCELLED',
    'Query was cancelled before it began.',
  );
}

function tooMany(why: string): ClickHouseException {
  return ClickHouseException.of(
    'TOO_MANY_SIMULTANEOUS_QUERIES',
    `Too many simultaneous queries: ${why}.`,
  );
}

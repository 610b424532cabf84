import { toError } from '@backstage/errors';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../../otlp/generator/Random';
import { busyness } from '../../rhythm';
import { SessionResult } from './ShopSession';

const LONGEST_PAUSE_MS = 10_000;
const FIRST_PAUSE_MS = 500;
/** When as many are under way the shop is slow, and more would not make it faster. */
const MAX_AT_ONCE = 60;

export type LoadOptions = {
  /** Visits a second in the mean of a week. */
  sessionsPerSecond: number;
  seed: number;
  /** One visit; rejects when the shop does not answer. */
  visit(random: Random, compressed: boolean): Promise<SessionResult>;
  log(message: string): void;
  now?: () => Date;
  /** Waits, or less long when the signal says so. */
  sleep?(milliseconds: number, signal: AbortSignal): Promise<void>;
};

/** What the generator has done so far. */
export type LoadStatus = {
  sessions: number;
  underWay: number;
  pages: number;
  checkouts: Record<string, number>;
  /** Visits that broke off because the shop did not answer. */
  broken: number;
};

/** How much of an hour's visits was made, and in what time. */
export type CompressedHour = {
  /** When it began, as ISO 8601 has it. */
  began: string;
  seconds: number;
  visits: number;
  wanted: number;
  /** What the visitors ordered and paid for. */
  orders: number;
  /** Visits beside these that broke off, whatever they had ordered by then. */
  broken: number;
};

/** Visitors come at random, as many as the hour of the day has, for as long as it runs. */
export class LoadGenerator {
  readonly #options: LoadOptions;
  readonly #random: Random;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #status: LoadStatus = {
    sessions: 0,
    underWay: 0,
    pages: 0,
    checkouts: {},
    broken: 0,
  };
  #failuresInARow = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  get status(): LoadStatus {
    return {
      ...this.#status,
      checkouts: { ...this.#status.checkouts },
      underWay: this.#underWay.size,
    };
  }

  /** Runs until it is stopped. */
  async run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#pause(this.#untilNext());
      if (!signal.aborted && this.#underWay.size < MAX_AT_ONCE) {
        this.#begin(false);
      }
    }
  }

  /**
   * The visits of an hour at the mean rate, without the pauses in which people read,
   * as many of them as the shop can serve until the time is over.
   */
  async runCompressedHour(options: {
    atOnce: number;
    timeoutMs: number;
  }): Promise<CompressedHour> {
    const { signal } = this.#stopping;
    const began = Date.now();
    const before = this.status;
    const deadline = began + options.timeoutMs;
    const wanted = Math.round(this.#options.sessionsPerSecond * 3_600);
    let left = wanted;
    while (left > 0 && Date.now() < deadline && !signal.aborted) {
      if (this.#underWay.size >= options.atOnce) {
        await Promise.race(this.#underWay);
      } else {
        this.#begin(true);
        left -= 1;
      }
      if (this.#failuresInARow > 0) {
        await this.#pause(this.#backOff());
      }
    }
    await Promise.all(this.#underWay);
    return {
      began: new Date(began).toISOString(),
      seconds: (Date.now() - began) / 1_000,
      visits: this.#status.sessions - before.sessions,
      wanted,
      orders: ordersOf(this.#status) - ordersOf(before),
      broken: this.#status.broken - before.broken,
    };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#underWay);
  }

  #begin(compressed: boolean): void {
    const random = new Random(this.#random.uint32());
    const visit = this.#visit(random, compressed).finally(() =>
      this.#underWay.delete(visit),
    );
    this.#underWay.add(visit);
  }

  async #visit(random: Random, compressed: boolean): Promise<void> {
    const status = this.#status;
    try {
      const result = await this.#options.visit(random, compressed);
      status.sessions += 1;
      status.pages += result.pages;
      for (const kind of result.checkouts) {
        status.checkouts[kind] = (status.checkouts[kind] ?? 0) + 1;
      }
      this.#failuresInARow = 0;
    } catch (error) {
      if (!this.#stopping.signal.aborted) {
        status.broken += 1;
        this.#failuresInARow += 1;
        // Once for each time that the shop goes away, not for each visitor.
        if (this.#failuresInARow === 1) {
          this.#options.log(`A visit broke off: ${toError(error).message}`);
        }
      }
    }
  }

  /** Exponential, as between people who know nothing of each other. */
  #untilNext(): number {
    const { sessionsPerSecond, now = () => new Date() } = this.#options;
    const rate = sessionsPerSecond * busyness(now());
    const wait = (-Math.log(1 - this.#random.fraction()) / rate) * 1_000;
    return this.#failuresInARow > 0 ? Math.max(wait, this.#backOff()) : wait;
  }

  #backOff(): number {
    return Math.min(
      FIRST_PAUSE_MS * 2 ** Math.min(this.#failuresInARow, 10),
      LONGEST_PAUSE_MS,
    );
  }

  async #pause(milliseconds: number): Promise<void> {
    const { sleep = sleepUntil } = this.#options;
    await sleep(milliseconds, this.#stopping.signal);
  }
}

function ordersOf({ checkouts }: LoadStatus): number {
  return checkouts.placed ?? 0;
}

async function sleepUntil(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

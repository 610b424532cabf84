import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '@opentelemetry/api';
import type { Tracer } from '../tracing/index.ts';

const withoutRedisMs = 200;

/** What of Redis is needed to count together. */
export interface SharedCounter {
  incr(key: string): Promise<number>;
  pexpire(key: string, milliseconds: number): Promise<unknown>;
}

export interface SmsLimitOptions {
  counter: SharedCounter;
  tracer: Tracer;
  /** What the gateway takes, of all pods of the region together. */
  perSecond: number;
}

/** Waits for a turn to send an SMS. Counted in Redis; without Redis, slower and by itself. */
export class SmsLimit {
  readonly #options: SmsLimitOptions;
  #nextAlone = 0;

  constructor(options: SmsLimitOptions) {
    this.#options = options;
  }

  async take(ctx: Context): Promise<void> {
    const { perSecond } = this.#options;
    for (;;) {
      const second = Math.floor(Date.now() / 1000);
      let taken: number;
      try {
        taken = await this.#count(ctx, second);
      } catch {
        // The span of the command says what is wrong with Redis.
        await this.#takeAlone();
        return;
      }
      if (taken <= perSecond) {
        return;
      }
      await delay((second + 1) * 1000 - Date.now());
    }
  }

  async #count(ctx: Context, second: number): Promise<number> {
    const { counter, tracer } = this.#options;
    const key = `notifications:sms:${second}`;
    return await tracer.cacheSpan(ctx, 'INCR', key, async () => {
      const taken = await counter.incr(key);
      if (taken === 1) {
        await counter.pexpire(key, 5000);
      }
      return taken;
    });
  }

  async #takeAlone(): Promise<void> {
    const turn = Math.max(this.#nextAlone, Date.now());
    this.#nextAlone = turn + withoutRedisMs;
    await delay(turn - Date.now());
  }
}

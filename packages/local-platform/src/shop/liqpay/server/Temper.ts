import { createHash } from 'node:crypto';
import { Random } from '../../../otlp/generator/Random';

/** What LiqPay decides about a charge: money moves, or a code says why it does not. */
export type Outcome =
  | { status: 'success' }
  | { status: 'failure'; code: string };

/** How one request is answered, apart from what was decided. */
export type Manner =
  | { kind: 'answer'; afterMs: number }
  /** The connection stays open, longer than any client waits. */
  | { kind: 'silence'; forMs: number; decidesFirst: boolean }
  | { kind: 'failure'; status: number; afterMs: number };

const DECLINED_SHARE = 0.05;
const SILENT_SHARE = 0.01;
/** Of the charges that are met with silence, so many were made all the same. */
const DECIDED_IN_SILENCE_SHARE = 0.7;

const MEDIAN_MS = 110;
const FASTEST_MS = 40;
const SILENCE_MS = 8_000;

/** Once in so long LiqPay has a bad moment, in which so many requests fail. */
const BURST_EVERY_MS = 20 * 60_000;
const BURST_MS = 8_000;
const BURST_SHARE = 0.6;

/** What banks say, the frequent twice. */
const CODES = ['limit', 'limit', '9859', 'expired_card', 'err_card_bin'];

/** Tokens whose outcome is known, for tests and demonstrations. */
const FIXED: Record<string, 'declined' | 'timeout' | 'error' | 'ok'> = {
  tok_ok: 'ok',
  tok_declined: 'declined',
  tok_timeout: 'timeout',
  tok_error: 'error',
};

/**
 * How the sandbox behaves. The decision about a charge depends on the seed and the
 * order alone, the manner also on how often the order was asked about, so that the
 * same run repeats whatever the order in which requests arrive.
 */
export class Temper {
  readonly #seed: number;
  readonly #now: () => number;

  constructor(seed: number, now: () => number = Date.now) {
    this.#seed = seed;
    this.#now = now;
  }

  decide(orderId: string, token: string): Outcome {
    const fixed = FIXED[token];
    const random = this.#random('outcome', orderId);
    const declined =
      fixed === 'declined' ||
      (fixed === undefined && random.chance(DECLINED_SHARE));
    return declined
      ? { status: 'failure', code: random.pick(CODES) }
      : { status: 'success' };
  }

  manner(orderId: string, token: string, attempt: number): Manner {
    const random = this.#random('manner', orderId, attempt);
    const afterMs = Math.round(Math.max(FASTEST_MS, random.latency(MEDIAN_MS)));
    switch (FIXED[token]) {
      case 'ok':
      case 'declined':
        return { kind: 'answer', afterMs };
      case 'timeout':
        return { kind: 'silence', forMs: SILENCE_MS, decidesFirst: true };
      case 'error':
        return { kind: 'failure', status: 503, afterMs };
      default:
    }
    if (random.chance(SILENT_SHARE)) {
      return {
        kind: 'silence',
        forMs: SILENCE_MS,
        decidesFirst: random.chance(DECIDED_IN_SILENCE_SHARE),
      };
    }
    return this.#isBadMoment() && random.chance(BURST_SHARE)
      ? { kind: 'failure', status: 503, afterMs }
      : { kind: 'answer', afterMs };
  }

  #isBadMoment(): boolean {
    return this.#now() % BURST_EVERY_MS < BURST_MS;
  }

  #random(...about: (string | number)[]): Random {
    const text = [this.#seed, ...about].join('\0');
    return new Random(createHash('sha1').update(text).digest().readInt32LE(0));
  }
}

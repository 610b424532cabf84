import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { quoteByTariff } from '../quotes/tariff.ts';
import {
  CarrierRefusedError,
  type CarrierConnection,
  type Parcel,
  type ParcelOrder,
  type Quote,
  type QuoteRequest,
} from './Carrier.ts';

/** One answer in so many takes longer than customers want to wait. */
const slowOneIn = 80;
const slowFactor = 12;
/** One parcel in so many is refused. */
const refusedOneIn = 150;

export interface SimulatedCarrierOptions {
  /** What an answer takes on average. */
  latencyMs: number;
}

/**
 * Nova Poshta where there is none: answers as late as the real one does, now
 * and then far too late, and refuses a parcel in a hundred and fifty. What it
 * decides depends on the reference alone, so that a repetition changes nothing.
 */
export class SimulatedCarrier implements CarrierConnection {
  readonly #latencyMs: number;

  constructor({ latencyMs }: SimulatedCarrierOptions) {
    this.#latencyMs = latencyMs;
  }

  async quote(request: QuoteRequest, signal: AbortSignal): Promise<Quote> {
    await this.#answer(signal);
    return quoteByTariff(request, new Date());
  }

  async register(
    { reference, delivery }: ParcelOrder,
    signal: AbortSignal,
  ): Promise<Parcel> {
    await this.#answer(signal);
    const digest = createHash('sha256').update(reference).digest();
    if (digest.readUInt32BE(0) % refusedOneIn === 0) {
      throw new CarrierRefusedError(
        delivery.method === 'branch'
          ? `Branch ${delivery.branchNumber} in ${delivery.city} is closed`
          : 'No courier serves this address',
      );
    }
    const digits = digest.readBigUInt64BE(4) % 10n ** 10n;
    const { deliverBy } = quoteByTariff(
      { delivery, weightGrams: 1 },
      new Date(),
    );
    return {
      trackingNumber: `2045${String(digits).padStart(10, '0')}`,
      deliverBy,
    };
  }

  async recall(_reference: string, signal: AbortSignal): Promise<void> {
    await this.#answer(signal);
  }

  async #answer(signal: AbortSignal): Promise<void> {
    const slow = Math.random() * slowOneIn < 1 ? slowFactor : 1;
    const ms = this.#latencyMs * (0.4 + 1.2 * Math.random()) * slow;
    try {
      await delay(ms, undefined, { signal });
    } catch {
      // The reason says that it took too long; the timer's own error does not.
      throw signal.reason;
    }
  }
}

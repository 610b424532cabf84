import { toError } from '@backstage/errors';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../../otlp/generator/Random';
import { busyness } from '../../rhythm';
import { Shortage, WarehouseClient } from './WarehouseClient';

/** In the mean of a week; what is sold faster is brought more often. */
const BETWEEN_DELIVERIES_MS = 10 * 60_000;
/** Of a product of which fewer pieces are left, more is ordered. */
const REORDERED_BELOW = 25;
/** A lorry brings so many products; what it does not bring comes with a later one. */
const PRODUCTS_A_LORRY = 12;
const SMALLEST_LOT = 40;
const LARGEST_LOT = 200;

export type SuppliersOptions = {
  client: WarehouseClient;
  random: Random;
  log(message: string): void;
  now?: () => Date;
  sleep?(milliseconds: number): Promise<void>;
};

/** What the suppliers have brought so far. */
export type Deliveries = { lorries: number; pieces: number };

/** Bring to the warehouses what runs out there, so that the shop can go on selling. */
export class Suppliers {
  readonly #options: SuppliersOptions;
  readonly #deliveries: Deliveries = { lorries: 0, pieces: 0 };

  constructor(options: SuppliersOptions) {
    this.#options = options;
  }

  get deliveries(): Deliveries {
    return { ...this.#deliveries };
  }

  /** Until the process ends, or the signal says so. */
  async run(signal?: AbortSignal): Promise<void> {
    const { log, sleep = delay } = this.#options;
    while (!signal?.aborted) {
      await sleep(this.#untilNext());
      try {
        await this.#bring();
      } catch (error) {
        // Inventory is away; the next lorry finds out whether it still is.
        log(`A delivery was not taken: ${toError(error).message}`);
      }
    }
  }

  /** One lorry to one warehouse. */
  async #bring(): Promise<void> {
    const { client, random } = this.#options;
    const short = await client.findShort(REORDERED_BELOW);
    if (short.length === 0) {
      return;
    }
    const { warehouse } = random.pick(short);
    const load = pickSome(
      short.filter(each => each.warehouse === warehouse),
      PRODUCTS_A_LORRY,
      random,
    );
    for (const { productId } of load) {
      const pieces = SMALLEST_LOT + random.below(LARGEST_LOT - SMALLEST_LOT);
      await client.deliver({ productId, warehouse, pieces });
      this.#deliveries.pieces += pieces;
    }
    this.#deliveries.lorries += 1;
  }

  /** Exponential, and shorter when more is sold. */
  #untilNext(): number {
    const { random, now = () => new Date() } = this.#options;
    const mean = BETWEEN_DELIVERIES_MS / busyness(now());
    return -Math.log(1 - random.fraction()) * mean;
  }
}

function pickSome(
  all: readonly Shortage[],
  count: number,
  random: Random,
): Shortage[] {
  const left = [...all];
  const picked: Shortage[] = [];
  while (picked.length < count && left.length > 0) {
    picked.push(...left.splice(random.below(left.length), 1));
  }
  return picked;
}

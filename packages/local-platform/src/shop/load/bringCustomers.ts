import { ProcessSpec } from '../../supervisor/types';
import { seedShop } from '../seed/ShopSeed';
import { CompressedHour } from './generator/LoadGenerator';
import { ShopLoad } from './ShopLoad';

const SEED = 1;
const COMPRESSED_HOUR_MS = 60_000;

/** How big the shop is, and how well it goes. */
const DEFAULT_SIZE = {
  products: 3_000,
  customers: 5_000,
  /** Those of the past. */
  orders: 60_000,
  /** Two cores without other work make an hour's visits in less than the minute that these may take. */
  sessionsPerSecond: 0.15,
};

export type CustomersOptions = {
  repositoryRoot: string;
  dataFolder: string;
  /** The shop's addresses, as far as they are there. */
  endpoints: Record<string, string>;
  size?: typeof DEFAULT_SIZE;
  /** Starts a process and resolves when it serves. */
  run(spec: ProcessSpec): Promise<void>;
  say(message: string): void;
};

/**
 * Gives the shop its past, once, and its customers. A shop that is not whole has
 * none: they would only meet errors.
 */
export async function bringCustomers(options: CustomersOptions): Promise<void> {
  const { repositoryRoot, dataFolder, endpoints, run, say } = options;
  const { sessionsPerSecond, ...amounts } = options.size ?? DEFAULT_SIZE;
  const { shopPostgres, shop, core, inventory } = endpoints;
  const seeded = ['core', 'inventory', 'payments', 'shipping', 'storefront'];
  const missing = [...seeded, 'shop'].filter(
    name => endpoints[name] === undefined,
  );
  if (missing.length > 0) {
    say(
      `The shop has no customers now, as these are missing: ${missing.join(
        ', ',
      )}`,
    );
    return;
  }
  say("Looking after the shop's data");
  const { isNew } = await seedShop({
    url: shopPostgres,
    seed: SEED,
    ...amounts,
  });
  if (isNew) {
    say(
      `Letting the visits of an hour pass in the shop, for ${
        COMPRESSED_HOUR_MS / 1_000
      } s at most`,
    );
  }
  const load = await ShopLoad.create({
    repositoryRoot,
    dataFolder,
    storefrontUrl: shop,
    coreUrl: core,
    inventoryUrl: inventory,
    seed: SEED,
    products: amounts.products,
    customers: amounts.customers,
    sessionsPerSecond,
    ...(isNew ? { compressedHourMs: COMPRESSED_HOUR_MS } : {}),
  });
  await run(load);
  const { compressedHour } = await load.report();
  if (compressedHour) {
    say(describeHour(compressedHour));
  }
}

/** On a busy machine it is less than an hour's worth, and is not called one. */
function describeHour(hour: CompressedHour): string {
  const { visits, wanted, orders, seconds } = hour;
  const passed = `passed in ${Math.round(seconds)} s, with ${orders} orders`;
  return visits >= wanted
    ? `The ${wanted} visits of an hour ${passed}`
    : `${visits} of the ${wanted} visits of an hour ${passed}, as many as this machine could serve`;
}

import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { customerId } from '../../seed/customers';
import { uuidOf } from '../../seed/ids';
import { categories } from '../../seed/words';
import { Random } from '../../../otlp/generator/Random';
import { LoadStatusFile } from '../LoadStatusFile';
import { CompressedHour, LoadGenerator } from './LoadGenerator';
import { ShopSession } from './ShopSession';
import { StorefrontClient } from './StorefrontClient';
import { Suppliers } from './Suppliers';
import { WarehouseClient } from './WarehouseClient';

const STATUS_EVERY_MS = 2_000;
/** More at once are not served faster on two cores, only each of them later. */
const COMPRESSED_AT_ONCE = 6;

const optionsSchema = z.object({
  storefrontUrl: z.url(),
  coreUrl: z.url(),
  inventoryUrl: z.url(),
  statusFile: z.string().min(1),
  seed: z.number().int(),
  products: z.number().int().positive(),
  customers: z.number().int().positive(),
  sessionsPerSecond: z.number().positive(),
  /** How long the compressed hour may take; none when left out. */
  compressedHourMs: z.number().positive().optional(),
});

type Options = z.infer<typeof optionsSchema>;

function createGenerator(options: Options): LoadGenerator {
  const { seed, storefrontUrl, coreUrl, products, customers } = options;
  return new LoadGenerator({
    seed,
    sessionsPerSecond: options.sessionsPerSecond,
    log: message => console.log(message),
    visit: async (random, compressed) =>
      await new ShopSession({
        random,
        client: new StorefrontClient({
          baseUrl: storefrontUrl,
          apiUrl: coreUrl,
          // Those who came last buy most.
          customerId: customerId(
            seed,
            customers - 1 - Math.floor(customers * random.fraction() ** 2),
          ),
        }),
        think: async seconds => {
          if (!compressed) {
            await delay(seconds * 1_000);
          }
        },
        pickProduct: () =>
          uuidOf(
            seed,
            'product',
            Math.floor(products * random.fraction() ** 2),
          ),
        categories: categories.map(({ slug }) => slug),
      }).run(),
  });
}

function createSuppliers({ seed, inventoryUrl }: Options): Suppliers {
  return new Suppliers({
    client: new WarehouseClient(inventoryUrl),
    random: new Random(seed ^ 0x4c4f5252),
    log: message => console.log(message),
  });
}

async function main(): Promise<void> {
  const options = optionsSchema.parse(
    JSON.parse(process.env.SHOP_LOAD_OPTIONS ?? ''),
  );
  const generator = createGenerator(options);
  const suppliers = createSuppliers(options);
  const stop = () => {
    // Visitors read for minutes; nobody waits for them.
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  let compressedHour: CompressedHour | undefined;
  if (options.compressedHourMs !== undefined) {
    compressedHour = await generator.runCompressedHour({
      atOnce: COMPRESSED_AT_ONCE,
      timeoutMs: options.compressedHourMs,
    });
    console.log(`A compressed hour: ${JSON.stringify(compressedHour)}`);
  }
  const file = new LoadStatusFile(options.statusFile);
  const write = async () =>
    await file.write({
      ...generator.status,
      deliveries: suppliers.deliveries,
      compressedHour,
    });
  await write();
  setInterval(() => {
    write().catch(error => console.error(error));
  }, STATUS_EVERY_MS);
  await Promise.all([generator.run(), suppliers.run()]);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});

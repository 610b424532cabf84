import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { customerId } from '../../seed/customers';
import { uuidOf } from '../../seed/ids';
import { categories } from '../../seed/words';
import { LoadGenerator } from './LoadGenerator';
import { ShopSession } from './ShopSession';
import { StorefrontClient } from './StorefrontClient';

const STATUS_EVERY_MS = 2_000;
const COMPRESSED_AT_ONCE = 12;

const optionsSchema = z.object({
  storefrontUrl: z.url(),
  coreUrl: z.url(),
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

/** Whole or not at all: the supervisor reads it as a sign of life. */
async function writeStatus(
  file: string,
  generator: LoadGenerator,
): Promise<void> {
  const text = JSON.stringify(generator.status);
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

async function main(): Promise<void> {
  const options = optionsSchema.parse(
    JSON.parse(process.env.SHOP_LOAD_OPTIONS ?? ''),
  );
  const generator = createGenerator(options);
  const stop = () => {
    // Visitors read for minutes; nobody waits for them.
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (options.compressedHourMs !== undefined) {
    const began = Date.now();
    await generator.runCompressedHour({
      atOnce: COMPRESSED_AT_ONCE,
      timeoutMs: options.compressedHourMs,
    });
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(
      `A compressed hour took ${seconds} s: ${JSON.stringify(
        generator.status,
      )}`,
    );
  }
  await writeStatus(options.statusFile, generator);
  setInterval(() => {
    writeStatus(options.statusFile, generator).catch(error =>
      console.error(error),
    );
  }, STATUS_EVERY_MS);
  await generator.run();
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});

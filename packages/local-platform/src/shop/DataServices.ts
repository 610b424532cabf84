import { toError } from '@backstage/errors';
import { PostgresServer } from '../postgres/PostgresServer';
import { RedisServer } from '../redis/RedisServer';
import { ProcessSpec } from '../supervisor/types';
import { LiqpaySandbox } from './liqpay/LiqpaySandbox';
import { ShopOptions } from './ShopOptions';
import { ShopSecrets } from './ShopSecrets';

const REDIS_PORT = 16379;

/** For the small pools of the pods of two regions, and for readers of changes. */
const POSTGRES_SETTINGS = {
  max_connections: 250,
  shared_buffers: '32MB',
  // The change log that replicas and pipelines of data read.
  wal_level: 'logical',
};

/** What the shop needs outside its clusters; what did not start is missing. */
export type DataServices = {
  postgres: PostgresServer;
  redis: RedisServer | undefined;
  liqpay: LiqpaySandbox | undefined;
};

/** Starts the servers that production has outside its clusters. */
export async function startDataServices(
  options: ShopOptions,
  secrets: ShopSecrets,
): Promise<DataServices> {
  const { repositoryRoot, data, credentials } = options;
  const place = { repositoryRoot, dataFolder: data.root };
  const postgres = await PostgresServer.create({
    ...place,
    name: 'shop',
    password: secrets.of('postgres'),
    preferredPort: options.postgresPort,
    settings: POSTGRES_SETTINGS,
  });
  await options.run(postgres);
  await postgres.ensureDatabase();
  // Without it the shop serves from its database, and events wait in their outbox.
  const redis = await RedisServer.create({
    ...place,
    password: credentials.redisPassword,
    preferredPort: REDIS_PORT,
  });
  const liqpay = await LiqpaySandbox.create({
    ...place,
    publicKey: secrets.of('liqpay-public-key'),
    privateKey: secrets.of('liqpay-private-key'),
  });
  return {
    postgres,
    redis: (await tryToStart(redis, options)) ? redis : undefined,
    liqpay: (await tryToStart(liqpay, options)) ? liqpay : undefined,
  };
}

/** Starts a part that the others can do without. */
async function tryToStart(
  spec: ProcessSpec,
  { run, say, signal }: ShopOptions,
): Promise<boolean> {
  try {
    await run(spec);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    say(
      `${spec.title} did not start, and the rest goes on without it. ${
        toError(error).message
      }`,
    );
    return false;
  }
}

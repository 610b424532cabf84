import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { toError } from '@backstage/errors';
import { FolderBuilder } from '../images/FolderBuilder';
import { findFreePort } from '../ports';
import { PostgresServer } from '../postgres/PostgresServer';
import { RedisServer } from '../redis/RedisServer';
import { Credentials } from '../state/credentials';
import { DataFolder } from '../state/DataFolder';
import { ProcessSpec } from '../supervisor/types';
import { LiqpaySandbox } from './liqpay/LiqpaySandbox';
import { Surroundings } from './manifest/resolveEnvironment';
import { BuiltService, buildServices } from './services/buildServices';
import { findServices } from './services/findServices';
import { ShopService } from './services/ShopService';

const POSTGRES_PORT = 15433;
const REDIS_PORT = 16379;
const REGION = 'europe-west1';
const REDIS_HOST = 'redis.shop.svc.cluster.local';
const COLLECTOR_HOST = 'otel-collector.observability.svc.cluster.local';

/** For few services with small pools, and for readers of changes. */
const POSTGRES_SETTINGS = {
  max_connections: 100,
  shared_buffers: '32MB',
  // The change log that replicas and pipelines of data read.
  wal_level: 'logical',
};

export type ShopOptions = {
  repositoryRoot: string;
  data: DataFolder;
  credentials: Credentials;
  /** The receiver's URL, its credential included. */
  otlpUrl: string;
  signal: AbortSignal;
  /** Starts a process and resolves when it serves. Those of a group are stopped together. */
  run(spec: ProcessSpec, group?: string): Promise<void>;
  say(message: string): void;
};

/** Where the parts of the shop are, by name; those that did not start are missing. */
export type ShopEndpoints = Record<string, string>;

/** The data services of the shop and its six services, each a process of its own. */
export class Shop {
  readonly #options: ShopOptions;

  constructor(options: ShopOptions) {
    this.#options = options;
  }

  /**
   * Starts what can be started. A service that does not build or start is said by
   * name, and the others do without it, as they do in production.
   */
  async start(): Promise<ShopEndpoints> {
    const building = this.#build();
    // Awaited below; until then a failure is nobody's.
    building.catch(() => undefined);
    const postgres = await this.#startPostgres();
    const redis = await this.#startRedis();
    const liqpay = await this.#startLiqpay();
    const built = await building;
    for (const { name } of built) {
      await postgres.ensureRole(roleOf(name), this.#secret(`postgres/${name}`));
    }
    const ports = await this.#choosePorts(built);
    const services = built.map(service =>
      this.#createService(service, { ports, postgres, redis, liqpay }),
    );
    const started = await Promise.all(
      services.map(service => this.#try(service, 'shop')),
    );
    const running = services.filter((_, index) => started[index]);
    return {
      shopPostgres: postgres.url,
      ...(redis && { redis: redis.url }),
      ...(liqpay && { liqpay: liqpay.url }),
      ...Object.fromEntries(
        running.map(service => [service.service, service.url]),
      ),
      ...Object.fromEntries(
        running
          .filter(({ service }) => service === 'storefront')
          .map(({ url }) => ['shop', url]),
      ),
    };
  }

  async #build(): Promise<BuiltService[]> {
    const { repositoryRoot, data, signal, say } = this.#options;
    const builder = await FolderBuilder.create({
      imagesFolder: data.path('images'),
      npmCache: join(repositoryRoot, '.toolchain/npm'),
    });
    const services = await findServices(
      join(repositoryRoot, 'examples/shop-platform/services'),
    );
    const built = await buildServices({
      builder,
      services,
      logFile: service => data.logFile(`build-${service}`),
      signal,
      say,
    });
    return built.map(service => ({
      ...service,
      folder: builder.filesOf(service.image),
    }));
  }

  async #startPostgres(): Promise<PostgresServer> {
    const { repositoryRoot, data, run } = this.#options;
    const postgres = await PostgresServer.create({
      repositoryRoot,
      name: 'shop',
      dataFolder: data.root,
      password: this.#secret('postgres'),
      preferredPort: POSTGRES_PORT,
      settings: POSTGRES_SETTINGS,
    });
    await run(postgres);
    await postgres.ensureDatabase();
    return postgres;
  }

  /** Without it the shop serves from its database, and events wait in their outbox. */
  async #startRedis(): Promise<RedisServer | undefined> {
    const { repositoryRoot, data, credentials } = this.#options;
    const redis = await RedisServer.create({
      repositoryRoot,
      dataFolder: data.root,
      password: credentials.redisPassword,
      preferredPort: REDIS_PORT,
    });
    return (await this.#try(redis)) ? redis : undefined;
  }

  async #startLiqpay(): Promise<LiqpaySandbox | undefined> {
    const { repositoryRoot, data } = this.#options;
    const liqpay = await LiqpaySandbox.create({
      repositoryRoot,
      dataFolder: data.root,
      publicKey: this.#secret('liqpay-public-key'),
      privateKey: this.#secret('liqpay-private-key'),
    });
    return (await this.#try(liqpay)) ? liqpay : undefined;
  }

  #createService(
    { name, image, folder, deployment }: BuiltService,
    parts: {
      ports: Map<string, number>;
      postgres: PostgresServer;
      redis: RedisServer | undefined;
      liqpay: LiqpaySandbox | undefined;
    },
  ): ShopService {
    const { repositoryRoot, otlpUrl } = this.#options;
    const otlp = new URL(otlpUrl);
    return new ShopService({
      repositoryRoot,
      service: name,
      image,
      files: folder,
      deployment,
      port: parts.ports.get(name) ?? 0,
      surroundings: this.#surroundings(parts),
      environment: {
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${otlp.password}`,
        ...(parts.liqpay && { LIQPAY_URL: parts.liqpay.url }),
      },
      resourceAttributes: `cloud.region=${REGION}`,
    });
  }

  #surroundings({
    ports,
    postgres,
    redis,
  }: {
    ports: Map<string, number>;
    postgres: PostgresServer;
    redis: RedisServer | undefined;
  }): Omit<Surroundings, 'field'> {
    const addresses = new Map([
      [`${COLLECTOR_HOST}:4318`, new URL(this.#options.otlpUrl).host],
      [
        `${REDIS_HOST}:6379`,
        // Nobody listens on the port of a Redis that is not there.
        redis ? redis.url.slice('redis://'.length) : `127.0.0.1:${REDIS_PORT}`,
      ],
      ...[...ports].map(
        ([name, port]) =>
          [`${name}.shop.svc.cluster.local:80`, `127.0.0.1:${port}`] as const,
      ),
    ]);
    return {
      address: (host, port) => addresses.get(`${host}:${port}`),
      secret: (name, key) => {
        switch (key) {
          case 'database-url':
            return postgres.urlFor(
              roleOf(name),
              this.#secret(`postgres/${name}`),
            );
          case 'liqpay-public-key':
          case 'liqpay-private-key':
            return this.#secret(key);
          default:
            return undefined;
        }
      },
    };
  }

  /** Of all services, also those that were not built, so that calls to them find nobody. */
  async #choosePorts(services: BuiltService[]): Promise<Map<string, number>> {
    const ports = new Map<string, number>();
    const callees = services.flatMap(({ deployment }) =>
      deployment.env.flatMap(
        ({ value = '' }) =>
          /^http:\/\/([a-z0-9-]+)\.shop\.svc\.cluster\.local$/.exec(
            value,
          )?.[1] ?? [],
      ),
    );
    for (const name of new Set([
      ...services.map(service => service.name),
      ...callees,
    ])) {
      let port = await findFreePort();
      while ([...ports.values()].includes(port)) {
        port = await findFreePort();
      }
      ports.set(name, port);
    }
    return ports;
  }

  /** Starts a part that the others can do without. */
  async #try(spec: ProcessSpec, group?: string): Promise<boolean> {
    const { run, say, signal } = this.#options;
    try {
      await run(spec, group);
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

  /** One secret for each purpose, all from one that is kept. */
  #secret(purpose: string): string {
    return createHmac('sha256', this.#options.credentials.shopSecret)
      .update(purpose)
      .digest('base64url')
      .slice(0, 32);
  }
}

/** The role and the schema of a service, as the template names its schema. */
function roleOf(service: string): string {
  return service.replaceAll('-', '_');
}

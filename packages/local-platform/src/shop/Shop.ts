import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ClustersServer } from '../clusters/ClustersServer';
import { ClustersOptions, Forward } from '../clusters/options';
import { FolderBuilder } from '../images/FolderBuilder';
import { GlobalEntry } from '../ingress/GlobalEntry';
import { findFreePort } from '../ports';
import { DataServices, startDataServices } from './DataServices';
import { BuiltService, buildServices } from './services/buildServices';
import { findServices } from './services/findServices';
import { ShopOptions } from './ShopOptions';
import { ShopSecrets } from './ShopSecrets';

const ENTRY_PORT = 18080;
const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 250;
/** Where most visits arrive: two of each in the primary region, as in production. */
const TWICE = new Set(['storefront', 'core']);

/** Where the parts of the shop are, by name; those that did not start are missing. */
export type ShopEndpoints = Record<string, string>;

/** The shop: its data services, its clusters with its services, and the way in. */
export class Shop {
  readonly #options: ShopOptions;
  readonly #secrets: ShopSecrets;

  constructor(options: ShopOptions) {
    this.#options = options;
    this.#secrets = new ShopSecrets(options.credentials.shopSecret);
  }

  /**
   * Starts what can be started. A service that does not build or start is said by
   * name, and the others do without it, as they do in production.
   */
  async start(): Promise<ShopEndpoints> {
    const { repositoryRoot, clusters, run } = this.#options;
    const building = this.#build();
    // Awaited below; until then a failure is nobody's.
    building.catch(() => undefined);
    const data = await startDataServices(this.#options, this.#secrets);
    const built = await building;
    const ports = await this.#choosePorts(built);
    const server = new ClustersServer(
      repositoryRoot,
      this.#clustersOptions(built, ports, data),
      clusters,
    );
    await run(server);
    const entry = new GlobalEntry({
      repositoryRoot,
      preferredPort: ENTRY_PORT,
      regions: clusters.map(({ name, gatewayUrl }) => ({
        name,
        url: gatewayUrl,
      })),
    });
    await run(entry);
    const missing = await this.#waitForPods(server, built);
    return {
      shopPostgres: data.postgres.url,
      ...(data.redis && { redis: data.redis.url }),
      ...(data.liqpay && { liqpay: data.liqpay.url }),
      ...Object.fromEntries(clusters.map(({ name, url }) => [name, url])),
      ...Object.fromEntries(
        clusters.map(({ name, gatewayUrl }) => [`gateway-${name}`, gatewayUrl]),
      ),
      ...Object.fromEntries(
        ports
          .filter(({ service }) => !missing.includes(service))
          .map(({ service, port }) => [service, `http://127.0.0.1:${port}`]),
      ),
      ...(missing.includes('storefront') ? {} : { shop: entry.url }),
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
    return await buildServices({
      builder,
      services,
      logFile: service => data.logFile(`build-${service}`),
      signal,
      say,
    });
  }

  /** One for each service, as `kubectl port-forward` gives. */
  async #choosePorts(services: BuiltService[]): Promise<Forward[]> {
    const clusters = this.#options.clusters.map(({ name }) => name);
    const { servicePorts } = this.#options;
    const ports = new Set<number>();
    for (const { name } of services) {
      let port = await findFreePort(servicePorts[name]);
      while (ports.has(port)) {
        port = await findFreePort();
      }
      ports.add(port);
    }
    return [...ports].map((port, index) => ({
      port,
      namespace: 'shop',
      service: services[index].name,
      servicePort: 80,
      clusters,
    }));
  }

  #clustersOptions(
    services: BuiltService[],
    forwards: Forward[],
    { postgres, redis, liqpay }: DataServices,
  ): ClustersOptions {
    const { repositoryRoot, data, credentials, clusters } = this.#options;
    const { otlpUrl, clickhouseUrl } = this.#options;
    const collector = new URL(otlpUrl);
    const clickhouse = new URL(clickhouseUrl);
    const [primary] = clusters;
    return {
      folder: data.path('clusters'),
      imagesFolder: data.path('images'),
      kubeconfigFile: data.path('kubeconfig'),
      clusters,
      tokens: clusterTokens(this.#secrets),
      services: services.map(({ name, folder, image }) => ({
        name,
        manifests: join(folder, 'k8s'),
        digest: image.digest,
        replicas: Object.fromEntries(
          clusters.map(cluster => [
            cluster.name,
            cluster === primary && TWICE.has(name) ? 2 : 1,
          ]),
        ),
      })),
      chaosSuite: join(
        repositoryRoot,
        'examples/shop-platform/infrastructure/kubernetes/chaos-mesh',
      ),
      forwards,
      hosts: {
        'postgres:5432': { host: '127.0.0.1', port: postgres.port },
        'clickhouse:8123': {
          host: clickhouse.hostname,
          port: Number(clickhouse.port),
        },
        ...(redis && {
          'redis:6379': { host: '127.0.0.1', port: redis.port },
        }),
        ...(liqpay && {
          'liqpay-sandbox:80': { host: '127.0.0.1', port: liqpay.port },
        }),
      },
      collector: {
        host: collector.hostname,
        port: Number(collector.port),
        token: collector.password,
      },
      secrets: {
        databaseUrl: postgres.url,
        seed: credentials.shopSecret,
        redisUrl: `redis://:${credentials.redisPassword}@redis.shop.svc.cluster.local:6379`,
        values: {
          'liqpay-public-key': this.#secrets.of('liqpay-public-key'),
          'liqpay-private-key': this.#secrets.of('liqpay-private-key'),
          'clickhouse-url': `http://${clickhouse.username}:${clickhouse.password}@clickhouse.shop.svc.cluster.local:8123${clickhouse.pathname}`,
        },
      },
    };
  }

  /** Those services that had no pod to answer in the primary region after a while. */
  async #waitForPods(
    server: ClustersServer,
    services: BuiltService[],
  ): Promise<string[]> {
    const { clusters, signal, say } = this.#options;
    const [primary] = clusters;
    const deadline = Date.now() + READY_TIMEOUT_MS;
    let missing = services.map(({ name }) => name);
    while (missing.length > 0 && Date.now() < deadline) {
      const found = await server
        .deployments(primary.name, 'shop')
        .catch(() => []);
      missing = services
        .map(({ name }) => name)
        .filter(
          name => !found.some(each => each.name === name && each.isAvailable),
        );
      await delay(missing.length > 0 ? POLL_MS : 0, undefined, { signal });
    }
    if (missing.length > 0) {
      say(
        `These services of the shop are not available, and the rest goes on without them: ${missing.join(
          ', ',
        )}. To see why: kubectl --kubeconfig ${this.#options.data.path(
          'kubeconfig',
        )} get pods`,
      );
    }
    return missing;
  }
}

/** The credentials of the portal at the clusters' APIs. */
export function clusterTokens(secrets: ShopSecrets) {
  return {
    viewer: secrets.of('clusters/viewer'),
    deployer: secrets.of('clusters/deployer'),
  };
}

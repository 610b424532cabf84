import { toError } from '@backstage/errors';
import { Cluster, Found } from '../../kubernetes';
import { ensureReader, ensureRole } from '../../postgres/roles';
import { ShopSecrets } from '../../shop/ShopSecrets';

const NAMESPACE = 'shop';
/** The service's own schema. */
const DATABASE_URL = 'database-url';
/** All schemas, to read: for what copies them elsewhere. */
const SOURCE_URL = 'source-database-url';
const API_TOKEN = 'api-token';

type Workload = {
  spec: {
    template: {
      spec: {
        containers: {
          env?: {
            valueFrom?: { secretKeyRef?: { name: string; key: string } };
          }[];
        }[];
      };
    };
  };
};

type SecretFields = { data?: Record<string, string> };

export type ServiceSecretsOptions = {
  /** The shop's database as its owner. */
  databaseUrl: string;
  /** How a pod reaches the database: `postgres.shop.svc.cluster.local:5432`. */
  databaseHost: string;
  /** What passwords are derived from. */
  seed: string;
  /** Known secrets, by the key under which a Secret has them. */
  values: Record<string, string>;
  log(message: string): void;
};

/**
 * Fills the Secrets that the Deployments of the shop refer to, as External
 * Secrets does from Vault: a database role of its own with a schema for each
 * service, or one that reads all of them, and the keys of what many use.
 */
export class ServiceSecrets {
  readonly #options: ServiceSecretsOptions;
  readonly #cluster: Cluster;
  readonly #stop: () => void;
  #work: Promise<void> = Promise.resolve();

  constructor(cluster: Cluster, options: ServiceSecretsOptions) {
    this.#cluster = cluster;
    this.#options = options;
    const informer = cluster
      .client('service-secrets')
      .resource<Workload>('apps/v1', 'deployments')
      .informer({})
      .on(({ type, object }) => {
        if (type !== 'deleted' && object.metadata.namespace === NAMESPACE) {
          this.#work = this.#work.then(() => this.#fill(object));
        }
      })
      .start();
    this.#stop = () => informer.stop();
  }

  async stop(): Promise<void> {
    this.#stop();
    await this.#work;
  }

  async #fill({ metadata, spec }: Found<Workload>): Promise<void> {
    const wanted = new Map<string, Set<string>>();
    for (const { env = [] } of spec.template.spec.containers) {
      for (const { valueFrom } of env) {
        const reference = valueFrom?.secretKeyRef;
        if (reference) {
          const keys = wanted.get(reference.name) ?? new Set();
          wanted.set(reference.name, keys.add(reference.key));
        }
      }
    }
    for (const [name, keys] of wanted) {
      try {
        await this.#ensure(name, [...keys]);
      } catch (error) {
        this.#options.log(
          `The Secret ${name} of ${metadata.name} was not filled: ${
            toError(error).message
          }`,
        );
      }
    }
  }

  /** Adds what is missing; what is there, a person may have put there. */
  async #ensure(name: string, keys: string[]): Promise<void> {
    const secrets = this.#cluster
      .client('service-secrets')
      .resource<SecretFields>('v1', 'secrets');
    const found = secrets.find(NAMESPACE, name);
    const data: Record<string, string> = {};
    for (const key of keys.filter(each => found?.data?.[each] === undefined)) {
      const value = await this.#valueOf(name, key);
      if (value !== undefined) {
        data[key] = Buffer.from(value).toString('base64');
      }
    }
    if (Object.keys(data).length === 0) {
      return;
    }
    if (found) {
      secrets.patch(NAMESPACE, name, { data });
    } else {
      secrets.create(NAMESPACE, { metadata: { name }, type: 'Opaque', data });
    }
  }

  async #valueOf(service: string, key: string): Promise<string | undefined> {
    const { seed, values } = this.#options;
    const role = service.replaceAll('-', '_');
    switch (key) {
      case DATABASE_URL:
        return await this.#databaseUrl(role, service, ensureRole);
      case SOURCE_URL:
        return await this.#databaseUrl(
          `${role}_source`,
          `${service}/source`,
          ensureReader,
        );
      case API_TOKEN:
        return new ShopSecrets(seed).ofService(service);
      default:
        return values[key];
    }
  }

  async #databaseUrl(
    role: string,
    purpose: string,
    ensure: typeof ensureRole,
  ): Promise<string> {
    const { databaseUrl, databaseHost, seed } = this.#options;
    const password = new ShopSecrets(seed).of(`postgres/${purpose}`);
    await ensure(databaseUrl, role, password);
    const { pathname } = new URL(databaseUrl);
    return `postgres://${role}:${password}@${databaseHost}${pathname}`;
  }
}

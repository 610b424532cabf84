import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AdmissionPolicies } from './admission/AdmissionPolicies';
import { LimitRanges } from './admission/LimitRanges';
import { QuotaAdmission } from './admission/QuotaAdmission';
import { ServiceAddresses } from './admission/ServiceAddresses';
import { ApiServer } from './api/ApiServer';
import { WatchSettings } from './api/watchStream';
import { openPki } from './auth/certificates';
import { Rbac } from './auth/Rbac';
import { ServiceAccounts } from './auth/ServiceAccounts';
import { Tokens } from './auth/Tokens';
import { User } from './auth/User';
import { Client } from './client/Client';
import { kubeconfigOf } from './kubeconfigOf';
import { bootstrap } from './lifecycle/bootstrap';
import { followDefinitions } from './lifecycle/followDefinitions';
import { GarbageCollector } from './lifecycle/GarbageCollector';
import {
  NamespaceController,
  NamespaceLifecycle,
} from './lifecycle/Namespaces';
import { PodRuntime } from './PodRuntime';
import { Registry } from './registry/Registry';
import { Resources } from './registry/Resources';
import { Store, StoreOptions } from './store/Store';

export type ClusterOptions = WatchSettings &
  Pick<StoreOptions, 'history' | 'maxLogBytes'> & {
    /** What the cluster keeps lies here. */
    folder: string;
    /** Its name in a kubeconfig. */
    name: string;
    region?: string;
    /** A free one unless it is given. */
    port?: number;
    /** Tokens besides the administrator's, with whose they are. */
    tokens?: Array<{ token: string; user: User }>;
    log?(message: string): void;
  };

type Parts = {
  registry: Registry;
  adminToken: string;
  ca: string;
  server: ApiServer;
  port: number;
  stops: Array<() => void>;
  slot: RuntimeSlot;
};

/** Who runs the pods comes after the API is there. */
type RuntimeSlot = { runtime?: PodRuntime };

/** One cluster: its store, the rules of its API, and its server. */
export class Cluster {
  readonly name: string;
  readonly region: string;
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
  readonly adminToken: string;
  readonly registry: Registry;
  readonly #parts: Parts;

  private constructor({ name, region }: ClusterOptions, parts: Parts) {
    this.name = name;
    this.region = region ?? name;
    this.url = `https://127.0.0.1:${parts.port}`;
    this.ca = parts.ca;
    this.adminToken = parts.adminToken;
    this.registry = parts.registry;
    this.#parts = parts;
  }

  static async start(options: ClusterOptions): Promise<Cluster> {
    const { folder, log = () => {} } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const pki = await openPki(folder, options.name);
    const store = Store.open({ ...options, folder: join(folder, 'store') });
    const registry = new Registry(store, new Resources());
    const tokens = Tokens.open(folder, (resource, namespace, name) =>
      store.get(`/${resource}`, `${namespace}/${name}`),
    );
    options.tokens?.forEach(({ token, user }) => tokens.add(token, user));
    const slot: RuntimeSlot = {};
    registry.addAdmission(new NamespaceLifecycle(registry));
    registry.addAdmission(new ServiceAccounts(registry, tokens, pki.ca));
    registry.addAdmission(new ServiceAddresses(registry));
    registry.addAdmission(new LimitRanges(registry));
    registry.addAdmission(new AdmissionPolicies(registry));
    registry.addAdmission(new QuotaAdmission(registry));
    const stops = [followDefinitions(registry)];
    bootstrap(registry);
    stops.push(
      new NamespaceController(registry, pki.ca).start(),
      new GarbageCollector(registry).start(),
    );
    const server = new ApiServer({
      bookmarkAfterMs: options.bookmarkAfterMs,
      registry,
      tokens,
      rbac: new Rbac(store),
      pki,
      runtime: () => slot.runtime,
      log,
    });
    const port = await server.listen(options.port ?? 0);
    return new Cluster(options, {
      registry,
      adminToken: tokens.adminToken,
      ca: pki.ca,
      server,
      port,
      stops,
      slot,
    });
  }

  /** A client for what runs inside the cluster, such as a controller. */
  client(name: string): Client {
    return new Client(this.registry, name);
  }

  /** Says who runs the pods: logs and metrics come from there. */
  setRuntime(runtime: PodRuntime): void {
    this.#parts.slot.runtime = runtime;
  }

  /** Who runs the pods, once somebody does. */
  get runtime(): PodRuntime | undefined {
    return this.#parts.slot.runtime;
  }

  /** A kubeconfig with one context, as its administrator unless a token is given. */
  kubeconfig(token = this.adminToken): string {
    const { name, url, ca } = this;
    return kubeconfigOf([{ name, url, ca, token }]);
  }

  /** Cuts all connections, as a network that fails does. */
  disconnect(): void {
    this.#parts.server.disconnect();
  }

  async stop(): Promise<void> {
    const { server, stops, registry } = this.#parts;
    stops.forEach(stop => stop());
    await server.close();
    registry.store.close();
  }
}

/** Starts a cluster, or goes on with the one that lies in the folder. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  return await Cluster.start(options);
}

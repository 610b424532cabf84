import { NotFoundError, toError } from '@backstage/errors';
import { orAborted } from '@shop-platform/backstage-plugin-platform-node';
import { DefaultClusterClient } from './client/DefaultClusterClient';
import { ResourceNames } from './client/ResourceNames';
import { identityOf, type Impersonation } from './config/impersonation';
import { type ClusterSettings, type ClustersSettings } from './config/types';
import { ClusterHttp } from './http/ClusterHttp';
import { ClusterRefusedError, ClusterUnavailableError } from './http/errors';
import {
  type AskOptions,
  type ClientLimits,
  type Cluster,
  type ClusterAnswer,
  type ClusterClient,
  type ClustersService,
  type Person,
} from './types';

type Connection = {
  cluster: Cluster;
  http: ClusterHttp;
  names: ResourceNames;
  impersonation: Impersonation | undefined;
  silentSince: Date | undefined;
};

/** The clusters of the configuration, each with connections of its own. */
export class DefaultClusters implements ClustersService {
  readonly #connections: Map<string, Connection>;
  readonly #timeoutMs: number;

  constructor({ clusters, timeoutMs }: ClustersSettings) {
    this.#timeoutMs = timeoutMs;
    this.#connections = new Map(
      clusters.map(settings => [settings.name, connect(settings)]),
    );
  }

  list(): Cluster[] {
    return [...this.#connections.values()].map(({ cluster }) => cluster);
  }

  client(name: string, options: ClientLimits = {}): ClusterClient {
    const { timeoutMs = this.#timeoutMs } = options;
    return new DefaultClusterClient({ ...this.#connection(name), timeoutMs });
  }

  impersonates(name: string): boolean {
    return this.#connection(name).impersonation !== undefined;
  }

  clientAs(name: string, person: Person): ClusterClient {
    const connection = this.#connection(name);
    const { impersonation, http } = connection;
    return new DefaultClusterClient({
      ...connection,
      ...(impersonation
        ? { http: http.as(identityOf(person, impersonation, name)) }
        : {}),
      timeoutMs: this.#timeoutMs,
    });
  }

  async ask<T>(
    name: string,
    fn: (client: ClusterClient) => Promise<T>,
    options: AskOptions = {},
  ): Promise<ClusterAnswer<T>> {
    const connection = this.#connection(name);
    const { cluster } = connection;
    const { timeoutMs = this.#timeoutMs } = options;
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const signal = AbortSignal.any(
      options.signal ? [late.signal, options.signal] : [late.signal],
    );
    try {
      const value = await orAborted(
        fn(new DefaultClusterClient({ ...connection, signal })),
        signal,
      );
      connection.silentSince = undefined;
      return { status: 'answered', cluster, value, at: new Date() };
    } catch (error) {
      options.signal?.throwIfAborted();
      return toAnswer(connection, error, late.signal.aborted);
    } finally {
      clearTimeout(timer);
    }
  }

  async askAll<T>(
    fn: (client: ClusterClient) => Promise<T>,
    options?: AskOptions,
  ): Promise<ClusterAnswer<T>[]> {
    return await Promise.all(
      this.list().map(({ name }) => this.ask(name, fn, options)),
    );
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#connections.values()].map(({ http }) => http.close()),
    );
  }

  #connection(name: string): Connection {
    const connection = this.#connections.get(name);
    if (!connection) {
      throw new NotFoundError(
        `There is no cluster ${name} in kubernetes.clusterLocatorMethods`,
      );
    }
    return connection;
  }
}

function connect(settings: ClusterSettings): Connection {
  const { name, title, region } = settings;
  const http = new ClusterHttp(settings);
  return {
    cluster: { name, title, region },
    http,
    names: new ResourceNames(http),
    impersonation: settings.impersonation,
    silentSince: undefined,
  };
}

function toAnswer(
  connection: Connection,
  error: unknown,
  isLate: boolean,
): ClusterAnswer<never> {
  const { cluster } = connection;
  if (error instanceof ClusterRefusedError) {
    connection.silentSince = undefined;
    return {
      status: 'refused',
      cluster,
      reason: error.message,
      at: new Date(),
    };
  }
  if (!isLate && !(error instanceof ClusterUnavailableError)) {
    throw error;
  }
  connection.silentSince ??= new Date();
  return {
    status: 'silent',
    cluster,
    reason:
      error instanceof ClusterUnavailableError
        ? error.reason
        : toError(error).message,
    since: connection.silentSince,
  };
}

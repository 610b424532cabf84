import { type z } from 'zod';

/**
 * A cluster of the configuration.
 *
 * @public
 */
export type Cluster = {
  /** Its name in `kubernetes.clusterLocatorMethods`. */
  name: string;
  /** The name that people read. */
  title: string;
  /** Where it runs: `europe-west1`. Several clusters may share a region. */
  region: string;
};

/**
 * A kind of Kubernetes objects, and what is read of them.
 *
 * @public
 */
export type Kind<T> = {
  /** `v1`, `apps/v1`. */
  apiVersion: string;
  kind: string;
  /** Its name in URLs: `deployments`. */
  plural: string;
  namespaced: boolean;
  schema: z.ZodType<T>;
};

/**
 * Which object is meant.
 *
 * @public
 */
export type ObjectRef = {
  name: string;
  /** For kinds that are namespaced. */
  namespace?: string;
};

/**
 * Which objects are meant; all when left out.
 *
 * @public
 */
export type Selection = {
  namespace?: string;
  /** `app.kubernetes.io/name=core,tier!=web`. */
  labelSelector?: string;
  fieldSelector?: string;
};

/**
 * What every request may be given.
 *
 * @public
 */
export type RequestOptions = { signal?: AbortSignal };

/**
 * What a request that changes something may be given.
 *
 * @public
 */
export type WriteOptions = RequestOptions & {
  /** The server checks and answers as if it did it, and changes nothing. */
  dryRun?: boolean;
};

/**
 * A manifest as it stands in a file.
 *
 * @public
 */
export type Manifest = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  [field: string]: unknown;
};

/**
 * Which log is meant.
 *
 * @public
 */
export type LogOptions = RequestOptions & {
  container?: string;
  tailLines?: number;
  sinceSeconds?: number;
  /** The log of the container's run before the present one. */
  previous?: boolean;
};

/**
 * A change that an informer has heard of.
 *
 * @public
 */
export type InformerEvent<T> = {
  type: 'added' | 'modified' | 'deleted';
  object: T;
};

/**
 * A copy of some objects of a cluster that follows the cluster.
 *
 * @public
 */
export interface Informer<T> {
  /** The objects, as last heard. */
  items(): T[];
  /** Whether the copy has been complete at least once. */
  readonly synced: boolean;
  /** Since when the cluster has not been heard; undefined while it is. */
  readonly silentSince: Date | undefined;
  /** Why it is not heard. */
  readonly reason: string | undefined;
  /** Calls back for each change after now; the result ends that. */
  onChange(listener: (event: InformerEvent<T>) => void): () => void;
  /** Resolves once the copy is complete, or with the signal's reason rejects. */
  waitUntilSynced(options?: RequestOptions): Promise<void>;
  /** Ends the requests and the callbacks. */
  stop(): void;
}

/**
 * One cluster's API. Rejects with `ClusterUnavailableError` when the cluster did
 * not answer, and with `ClusterRefusedError` when it answered no.
 *
 * @public
 */
export interface ClusterClient {
  /** Whose API it is. */
  readonly cluster: Cluster;
  /** The version of Kubernetes: `v1.34.2`. */
  version(options?: RequestOptions): Promise<string>;
  /** The kind of a manifest, as the cluster's discovery has it, with nothing left out. */
  kindOf(
    manifest: Pick<Manifest, 'apiVersion' | 'kind'>,
    options?: RequestOptions,
  ): Promise<Kind<Manifest>>;
  /** One object. */
  get<T>(kind: Kind<T>, ref: ObjectRef, options?: RequestOptions): Promise<T>;
  /** All pages of a list. */
  list<T>(
    kind: Kind<T>,
    selection?: Selection,
    options?: RequestOptions,
  ): Promise<T[]>;
  /**
   * Server-side apply. Fields that another manager owns are a conflict (409)
   * unless `force` takes them over.
   */
  apply(
    manifest: Manifest,
    options: WriteOptions & { fieldManager: string; force?: boolean },
  ): Promise<Manifest>;
  /** A JSON merge patch (RFC 7386). */
  patch<T>(
    kind: Kind<T>,
    ref: ObjectRef,
    patch: object,
    options?: WriteOptions,
  ): Promise<T>;
  /** Asks for the end of an object; one that is gone already is no error. */
  delete<T>(
    kind: Kind<T>,
    ref: ObjectRef,
    options?: WriteOptions & {
      propagation?: 'Background' | 'Foreground' | 'Orphan';
    },
  ): Promise<void>;
  /** What a container has written. */
  logs(ref: Required<ObjectRef>, options?: LogOptions): Promise<string>;
  /** Starts to follow the objects; stop it when they are no longer needed. */
  informer<T>(kind: Kind<T>, selection?: Selection): Informer<T>;
}

/**
 * What came of asking a cluster. That it did not answer is a value like any other,
 * so that one cluster never takes down a page about all of them.
 *
 * @public
 */
export type ClusterAnswer<T> =
  | { status: 'answered'; cluster: Cluster; value: T; at: Date }
  | {
      /** It answered that it will not: rights are missing, or the object is. */
      status: 'refused';
      cluster: Cluster;
      reason: string;
      at: Date;
    }
  | {
      status: 'silent';
      cluster: Cluster;
      reason: string;
      /** When it was first found silent, after its last answer. */
      since: Date;
    };

/**
 * How to ask a cluster.
 *
 * @public
 */
export type AskOptions = RequestOptions & {
  /** How long it may take, instead of what the configuration says. */
  timeoutMs?: number;
};

/**
 * The limits of a client.
 *
 * @public
 */
export type ClientLimits = {
  /** How long each request may take, instead of what the configuration says. */
  timeoutMs?: number;
};

/**
 * A person, for whom something is done in a cluster.
 *
 * @public
 */
export type Person = {
  /** `user:default/olena`. */
  ref: string;
  /** Of the profile of the User entity. */
  email: string | undefined;
  /** The groups that the person is in: `group:default/team-payments`. */
  groups: string[];
};

/**
 * The clusters of the configuration.
 *
 *
 * @public
 */
export interface ClustersService {
  /** In the order of the configuration. */
  list(): Cluster[];
  /**
   * A cluster's API. What does not answer in time rejects with
   * `ClusterUnavailableError`; what an informer watches goes on.
   *
   * @throws NotFoundError
   */
  client(name: string, options?: ClientLimits): ClusterClient;
  /**
   * Whether a cluster is told who does something there, so that it decides by
   * the rights of that person.
   */
  impersonates(name: string): boolean;
  /**
   * A cluster's API for what a person does there: in the name of the person where
   * the cluster is told it, and as the portal elsewhere.
   *
   * @throws NotAllowedError where the person has no name that the cluster may be told
   */
  clientAs(name: string, person: Person): ClusterClient;
  /** Asks one cluster within its time. Never rejects for the cluster's sake. */
  ask<T>(
    name: string,
    fn: (client: ClusterClient) => Promise<T>,
    options?: AskOptions,
  ): Promise<ClusterAnswer<T>>;
  /** Asks all clusters at once. */
  askAll<T>(
    fn: (client: ClusterClient) => Promise<T>,
    options?: AskOptions,
  ): Promise<ClusterAnswer<T>[]>;
}

import { z } from 'zod';
import { type ClusterHttp, type Limits } from '../http/ClusterHttp';
import { ClusterRefusedError, ClusterUnavailableError } from '../http/errors';
import { DefaultInformer } from '../informer/DefaultInformer';
import {
  type Cluster,
  type ClusterClient,
  type Kind,
  type LogOptions,
  type Manifest,
  type ObjectRef,
  type RequestOptions,
  type Selection,
  type WriteOptions,
} from '../types';
import { collectionPath, objectPath } from './paths';
import { type ResourceNames } from './ResourceNames';

const PAGE_SIZE = 500;

const versionSchema = z.object({ gitVersion: z.string() });

const listSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string().default(''),
    continue: z.string().default(''),
  }),
  items: z
    .array(z.unknown())
    .nullish()
    .transform(items => items ?? []),
});

const manifestSchema: z.ZodType<Manifest> = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

export type ClientOptions = {
  cluster: Cluster;
  http: ClusterHttp;
  names: ResourceNames;
  /** Ends every request of this client. */
  signal?: AbortSignal;
  /** How long each request may take, but for what is watched; for ever without it. */
  timeoutMs?: number;
};

/** One cluster's API over HTTP. */
export class DefaultClusterClient implements ClusterClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get cluster(): Cluster {
    return this.#options.cluster;
  }

  async version(options?: RequestOptions): Promise<string> {
    const answer = await this.#options.http.json({
      path: '/version',
      ...this.#limits(options),
    });
    return this.#parse(versionSchema, answer).gitVersion;
  }

  async kindOf(
    manifest: Pick<Manifest, 'apiVersion' | 'kind'>,
    options?: RequestOptions,
  ): Promise<Kind<Manifest>> {
    const limits = this.#limits(options);
    const resource = await this.#options.names.find(manifest, limits);
    return { ...resource, kind: manifest.kind, schema: manifestSchema };
  }

  async get<T>(
    kind: Kind<T>,
    ref: ObjectRef,
    options?: RequestOptions,
  ): Promise<T> {
    const answer = await this.#options.http.json({
      path: objectPath(kind, ref),
      ...this.#limits(options),
    });
    return this.#parse(kind.schema, answer);
  }

  async list<T>(
    kind: Kind<T>,
    selection: Selection = {},
    options?: RequestOptions,
  ): Promise<T[]> {
    const limits = this.#limits(options);
    return (await this.#listAll(kind, selection, limits)).items;
  }

  async apply(
    manifest: Manifest,
    options: WriteOptions & { fieldManager: string; force?: boolean },
  ): Promise<Manifest> {
    const { http, names } = this.#options;
    const limits = this.#limits(options);
    const resource = await names.find(manifest, limits);
    const answer = await http.json({
      path: objectPath(resource, manifest.metadata),
      method: 'PATCH',
      query: {
        fieldManager: options.fieldManager,
        force: options.force ?? false,
        fieldValidation: 'Strict',
        ...dryRun(options),
      },
      body: manifest,
      contentType: 'application/apply-patch+yaml',
      ...limits,
    });
    return this.#parse(manifestSchema, answer);
  }

  async patch<T>(
    kind: Kind<T>,
    ref: ObjectRef,
    patch: object,
    options?: WriteOptions,
  ): Promise<T> {
    const answer = await this.#options.http.json({
      path: objectPath(kind, ref),
      method: 'PATCH',
      query: dryRun(options),
      body: patch,
      contentType: 'application/merge-patch+json',
      ...this.#limits(options),
    });
    return this.#parse(kind.schema, answer);
  }

  async delete<T>(
    kind: Kind<T>,
    ref: ObjectRef,
    options?: WriteOptions & {
      propagation?: 'Background' | 'Foreground' | 'Orphan';
    },
  ): Promise<void> {
    try {
      await this.#options.http.text({
        path: objectPath(kind, ref),
        method: 'DELETE',
        query: dryRun(options),
        body: { propagationPolicy: options?.propagation ?? 'Background' },
        ...this.#limits(options),
      });
    } catch (error) {
      if (!(error instanceof ClusterRefusedError && error.code === 404)) {
        throw error;
      }
    }
  }

  async logs(
    ref: Required<ObjectRef>,
    { signal, ...query }: LogOptions = {},
  ): Promise<string> {
    const pods = { apiVersion: 'v1', plural: 'pods', namespaced: true };
    return await this.#options.http.text({
      path: `${objectPath(pods, ref)}/log`,
      query,
      ...this.#limits(signal ? { signal } : {}),
    });
  }

  informer<T>(kind: Kind<T>, selection: Selection = {}): DefaultInformer<T> {
    const { http } = this.#options;
    return new DefaultInformer({
      parse: value => this.#parse(kind.schema, value),
      // What it lists may be large: it has limits of its own.
      list: async signal => await this.#listAll(kind, selection, { signal }),
      watch: async (resourceVersion, timeoutSeconds, signal) =>
        await http.stream({
          path: collectionPath(kind, selection.namespace),
          query: {
            ...selectors(selection),
            watch: true,
            allowWatchBookmarks: true,
            resourceVersion,
            timeoutSeconds,
          },
          signal,
          endless: true,
        }),
    });
  }

  async #listAll<T>(
    kind: Kind<T>,
    selection: Selection,
    limits: Limits,
  ): Promise<{ items: T[]; resourceVersion: string }> {
    const items: T[] = [];
    let token = '';
    for (;;) {
      const answer = await this.#options.http.json({
        path: collectionPath(kind, selection.namespace),
        query: {
          ...selectors(selection),
          limit: PAGE_SIZE,
          continue: token || undefined,
        },
        ...limits,
      });
      const page = this.#parse(listSchema, answer);
      items.push(...page.items.map(item => this.#parse(kind.schema, item)));
      token = page.metadata.continue;
      if (!token) {
        return { items, resourceVersion: page.metadata.resourceVersion };
      }
    }
  }

  #parse<T>(schema: z.ZodType<T>, value: unknown): T {
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      throw new ClusterUnavailableError(
        this.cluster.name,
        `it answered something that is not Kubernetes: ${z.prettifyError(
          parsed.error,
        )}`,
      );
    }
    return parsed.data;
  }

  #limits(options: RequestOptions | undefined): Limits {
    const { timeoutMs } = this.#options;
    const signals = [this.#options.signal, options?.signal].filter(
      signal => signal !== undefined,
    );
    return {
      ...(signals.length > 0 ? { signal: AbortSignal.any(signals) } : {}),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    };
  }
}

function selectors({ labelSelector, fieldSelector }: Selection) {
  return { labelSelector, fieldSelector };
}

function dryRun(options: WriteOptions | undefined): { dryRun?: string } {
  return options?.dryRun ? { dryRun: 'All' } : {};
}

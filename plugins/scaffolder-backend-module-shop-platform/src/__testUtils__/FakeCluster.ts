import {
  type Cluster,
  type ClusterClient,
  ClusterRefusedError,
  type Informer,
  type Kind,
  type Manifest,
  type ObjectRef,
} from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';

/** What becomes of the pods of an image. */
export type Outcome =
  | { kind: 'ready' }
  | { kind: 'starting' }
  | { kind: 'waiting'; reason: string; message?: string; restarts?: number };

const imageSchema = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.tuple([z.object({ image: z.string() })]),
      }),
    }),
  }),
});

const LABELS = { 'app.kubernetes.io/name': 'loyalty' };

/**
 * As much of a cluster as a deploy touches: objects are kept as they are applied, and
 * a Deployment's pods do at once what the test says of their image. The API itself is
 * in the suite that deploys to the embedded one.
 */
export class FakeCluster implements ClusterClient {
  readonly cluster: Cluster;
  readonly objects = new Map<string, Manifest>();
  readonly calls: string[] = [];
  /** Kinds that the cluster refuses, with why. */
  readonly refusals = new Map<
    string,
    { code: number; reason: string; message: string }
  >();
  log = '';
  outcome: (image: string) => Outcome = () => ({ kind: 'ready' });
  #generation = 0;

  constructor(name: string) {
    this.cluster = { name, title: name, region: name };
  }

  imageOf(name: string): string | undefined {
    const object = this.objects.get(`Deployment/${name}`);
    return object
      ? imageSchema.parse(object).spec.template.spec.containers[0].image
      : undefined;
  }

  async version(): Promise<string> {
    return 'v1.34.0';
  }

  async kindOf({
    apiVersion,
    kind,
  }: Pick<Manifest, 'apiVersion' | 'kind'>): Promise<Kind<Manifest>> {
    return {
      apiVersion,
      kind,
      plural: `${kind.toLowerCase()}s`,
      namespaced: kind !== 'Namespace',
      schema: z.custom<Manifest>(),
    };
  }

  async get<T>(kind: Kind<T>, { name }: ObjectRef): Promise<T> {
    const object = this.objects.get(`${kind.kind}/${name}`);
    if (!object) {
      throw this.#refusal(404, 'NotFound', `${kind.kind} ${name} not found`);
    }
    return kind.schema.parse(
      kind.kind === 'Deployment'
        ? { ...object, status: this.#status(name) }
        : object,
    );
  }

  async list<T>(kind: Kind<T>): Promise<T[]> {
    return this.#children(kind.kind).map(child => kind.schema.parse(child));
  }

  async apply(
    manifest: Manifest,
    options: { dryRun?: boolean; fieldManager: string; signal?: AbortSignal },
  ): Promise<Manifest> {
    options.signal?.throwIfAborted();
    const key = `${manifest.kind}/${manifest.metadata.name}`;
    const refusal = this.refusals.get(manifest.kind);
    if (refusal) {
      throw this.#refusal(refusal.code, refusal.reason, refusal.message);
    }
    if (options.dryRun) {
      return manifest;
    }
    this.calls.push(`apply ${key}`);
    this.#generation += 1;
    const applied: Manifest = {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        ...{
          uid: key,
          generation: this.#generation,
          managedFields: [
            {
              manager: options.fieldManager,
              operation: 'Apply',
              fieldsV1: { 'f:metadata': { 'f:labels': {} }, 'f:spec': {} },
            },
          ],
        },
      },
    };
    this.objects.set(key, applied);
    return applied;
  }

  async patch<T>(): Promise<T> {
    throw new Error('a deploy applies and does not patch');
  }

  async delete<T>(kind: Kind<T>, { name }: ObjectRef): Promise<void> {
    this.calls.push(`delete ${kind.kind}/${name}`);
    this.objects.delete(`${kind.kind}/${name}`);
  }

  async logs(): Promise<string> {
    return this.log;
  }

  informer<T>(): Informer<T> {
    throw new Error('a deploy asks and does not watch');
  }

  #refusal(code: number, reason: string, message: string): Error {
    return new ClusterRefusedError({
      cluster: this.cluster.name,
      code,
      reason,
      message,
    });
  }

  #status(name: string) {
    const isReady = this.outcome(this.imageOf(name) ?? '').kind === 'ready';
    return {
      observedGeneration: this.#generation,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: isReady ? 1 : 0,
      availableReplicas: isReady ? 1 : 0,
    };
  }

  #children(kind: string): object[] {
    const image = this.imageOf('loyalty');
    const owned = (uid: string) => ({
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'any', name: 'any', uid },
      ],
    });
    if (image === undefined || kind === 'Event') {
      return [];
    }
    if (kind === 'ReplicaSet') {
      return [
        {
          metadata: { name: image, uid: image, ...owned('Deployment/loyalty') },
          spec: { selector: { matchLabels: LABELS } },
        },
      ];
    }
    const outcome = this.outcome(image);
    const isReady = outcome.kind === 'ready';
    const waiting =
      outcome.kind === 'waiting'
        ? {
            waiting: { reason: outcome.reason, message: outcome.message ?? '' },
          }
        : {};
    const restarts = outcome.kind === 'waiting' ? outcome.restarts ?? 0 : 0;
    return [
      {
        metadata: { name: 'loyalty-1', ...owned(image) },
        spec: { containers: [{ name: 'service', image }] },
        status: {
          conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
          containerStatuses: [
            {
              name: 'service',
              ready: isReady,
              restartCount: restarts,
              state: waiting,
              lastState: restarts > 0 ? { terminated: { exitCode: 1 } } : {},
            },
          ],
        },
      },
    ];
  }
}

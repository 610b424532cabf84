import { ConflictError, NotAllowedError, toError } from '@backstage/errors';
import {
  type ClusterClient,
  ClusterRefusedError,
  type Manifest,
} from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';
import {
  appliedFields,
  type FieldSet,
  restrictTo,
  unite,
} from './appliedFields';
import { redact } from './redact';

/** Who owns the fields that are applied. */
export const FIELD_MANAGER = 'shop-platform-portal';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

const labelledSchema = z.object({
  metadata: z.object({
    labels: z.record(z.string(), z.string()).default({}),
  }),
});

const definitionSchema = z.object({
  spec: z.object({ group: z.string() }),
});

type Change = {
  manifest: Manifest;
  /** What was there; undefined when it is new. */
  before: Manifest | undefined;
  /** What the cluster says that is there now; undefined until it is applied. */
  after?: Manifest;
};

export type ReleaseOptions = {
  client: ClusterClient;
  manifests: Manifest[];
  /** Objects of another component are not touched. */
  kubernetesId: string;
  /** Take over fields that others own. */
  force: boolean;
  signal: AbortSignal;
};

/** The objects of one deploy in one cluster, and the way back to what was there before. */
export class Release {
  readonly #client: ClusterClient;
  readonly #force: boolean;
  readonly #changes: Change[];

  private constructor(
    client: ClusterClient,
    force: boolean,
    changes: Change[],
  ) {
    this.#client = client;
    this.#force = force;
    this.#changes = changes;
  }

  /** Looks at what is there, and asks the cluster whether it would take the manifests. */
  static async prepare(options: ReleaseOptions): Promise<Release> {
    const { client, manifests, kubernetesId, force, signal } = options;
    const changes: Change[] = [];
    for (const manifest of manifests) {
      const before = isBroughtAlong(manifest, manifests)
        ? undefined
        : await read(client, manifest, signal);
      refuseForeign(before, kubernetesId);
      changes.push({ manifest, before });
    }
    const release = new Release(client, force, changes);
    for (const { manifest } of changes) {
      if (!isBroughtAlong(manifest, manifests)) {
        await release.#write(manifest, force, { signal, dryRun: true });
      }
    }
    return release;
  }

  /** Whether the object was there before. */
  isNew(manifest: Manifest): boolean {
    return !this.#changes.some(
      change => change.manifest === manifest && change.before,
    );
  }

  /** How many objects are new, and how many were there. */
  counts(): { created: number; updated: number } {
    const created = this.#changes.filter(({ before }) => !before).length;
    return { created, updated: this.#changes.length - created };
  }

  async apply(signal: AbortSignal): Promise<void> {
    for (const change of this.#changes) {
      // Set before: an answer that does not come back may have been carried out.
      change.after = change.manifest;
      change.after = await this.#write(change.manifest, this.#force, {
        signal,
      });
    }
  }

  /**
   * Puts back what was there and takes away what is new. What cannot be undone does
   * not keep the rest from it: it is named in the result.
   */
  async rollBack(signal: AbortSignal): Promise<string[]> {
    const failures: string[] = [];
    for (const change of [...this.#changes].reverse()) {
      try {
        await this.#undo(change, signal);
      } catch (error) {
        failures.push(
          `${titleOf(change.manifest)}: ${redact(toError(error).message)}`,
        );
      }
    }
    return failures;
  }

  async #undo(
    { manifest, before, after }: Change,
    signal: AbortSignal,
  ): Promise<void> {
    if (!after) {
      return;
    }
    if (!before) {
      const kind = await this.#client.kindOf(manifest, { signal });
      await this.#client.delete(kind, manifest.metadata, { signal });
      return;
    }
    // What the portal had applied earlier, and what it has taken over just now.
    const fields: FieldSet = unite(
      appliedFields(before, FIELD_MANAGER),
      appliedFields(after, FIELD_MANAGER),
    );
    await this.#write(restrictTo(before, fields), true, { signal });
  }

  async #write(
    manifest: Manifest,
    force: boolean,
    options: { signal: AbortSignal; dryRun?: boolean },
  ): Promise<Manifest> {
    try {
      return await this.#client.apply(manifest, {
        ...options,
        fieldManager: FIELD_MANAGER,
        force,
      });
    } catch (error) {
      throw explain(error, manifest);
    }
  }
}

/** Whether an object has to wait for something that the same manifests bring. */
function isBroughtAlong(manifest: Manifest, manifests: Manifest[]): boolean {
  const { apiVersion, metadata } = manifest;
  const [group] = apiVersion.split('/');
  return manifests.some(
    other =>
      (other.kind === 'Namespace' &&
        metadata.namespace === other.metadata.name) ||
      (other.kind === 'CustomResourceDefinition' &&
        definitionSchema.safeParse(other).data?.spec.group === group),
  );
}

async function read(
  client: ClusterClient,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<Manifest | undefined> {
  try {
    const kind = await client.kindOf(manifest, { signal });
    return await client.get(kind, manifest.metadata, { signal });
  } catch (error) {
    if (error instanceof ClusterRefusedError && error.code === 404) {
      return undefined;
    }
    throw explain(error, manifest);
  }
}

function refuseForeign(
  object: Manifest | undefined,
  kubernetesId: string,
): void {
  const owner = object
    ? labelledSchema.safeParse(object).data?.metadata.labels[KUBERNETES_ID]
    : undefined;
  if (object && owner !== undefined && owner !== kubernetesId) {
    throw new NotAllowedError(
      `${titleOf(
        object,
      )} is there already and belongs to ${owner}: rename it, or deploy it with ${owner}`,
    );
  }
}

/** What a cluster said, with what to do; of a Secret not even what it repeats. */
function explain(error: unknown, manifest: Manifest): Error {
  if (!(error instanceof ClusterRefusedError)) {
    return toError(error);
  }
  const title = titleOf(manifest);
  const message =
    manifest.kind === 'Secret' ? error.reason : redact(error.message);
  switch (error.code) {
    case 409:
      return new ConflictError(
        `${title} has fields that somebody else set: ${message}. Undo that, or deploy with force to take them over`,
      );
    case 403:
      return new NotAllowedError(
        `The cluster does not let the portal deploy ${title}: ${message}. Whoever runs the cluster gives the portal's account the right to it, or raises the quota`,
      );
    default:
      return new ConflictError(`The cluster refused ${title}: ${message}`);
  }
}

export function titleOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

import { type AuthService } from '@backstage/backend-plugin-api';
import { type Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  ClusterRefusedError,
  type ClusterClient,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { z } from 'zod';

const FORBIDDEN = 403;

const profileSchema = z.looseObject({
  profile: z.looseObject({ email: z.string().optional() }).optional(),
});

/** The clusters for what people do there, in their names where a cluster is told them. */
export class ActingClients {
  readonly #options: {
    clusters: ClustersService;
    catalog: CatalogService;
    auth: AuthService;
  };

  constructor(options: {
    clusters: ClustersService;
    catalog: CatalogService;
    auth: AuthService;
  }) {
    this.#options = options;
  }

  /** Whether a cluster is told who does something there. */
  tells(cluster: string): boolean {
    return this.#options.clusters.impersonates(cluster);
  }

  /**
   * A cluster for a person. Where it is told who that is, never as the portal.
   *
   * @throws NotAllowedError for who is nobody that the cluster could be told
   */
  async of(cluster: string, person: string): Promise<ClusterClient> {
    const { clusters, catalog, auth } = this.#options;
    if (!clusters.impersonates(cluster)) {
      return clusters.client(cluster);
    }
    const entity = await catalog.getEntityByRef(person, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    if (entity?.kind !== 'User') {
      throw new NotAllowedError(
        `Cluster ${cluster} decides by the rights of the person, and the catalog has no User entity ${person}`,
      );
    }
    return clusters.clientAs(cluster, {
      ref: person,
      email: emailOf(entity),
      groups: (entity.relations ?? [])
        .filter(({ type }) => type === 'memberOf')
        .map(({ targetRef }) => targetRef),
    });
  }
}

function emailOf({ spec }: Entity): string | undefined {
  const parsed = profileSchema.safeParse(spec ?? {});
  return parsed.success ? parsed.data.profile?.email : undefined;
}

/** Whether a person may not do it, in the words of a cluster or before it was asked. */
export function lacksRights(error: unknown): error is Error {
  return error instanceof ClusterRefusedError
    ? error.statusCode === FORBIDDEN
    : error instanceof NotAllowedError;
}

import {
  type BackstageCredentials,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import { analyticsDashboardReadPermission } from '@shop-platform/backstage-plugin-analytics-common';

/** The permission back end takes requests of at most 100 kB. */
const DECISIONS_PER_REQUEST = 200;

/** Decides what a caller may see, by the permissions of the plugin and of the catalog. */
export class DashboardAccess {
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
  }) {
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
  }

  /**
   * Those entities that the caller sees in the catalog, and whose dashboards they may see.
   *
   * @throws NotAllowedError when there are entities, and none of them
   */
  async visible(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: analyticsDashboardReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      throw new NotAllowedError(
        `You may not see dashboards: that takes ${analyticsDashboardReadPermission.name}`,
      );
    }
    const seen = await this.#inCatalog(entityRefs, credentials);
    return decision.result === AuthorizeResult.ALLOW
      ? seen
      : this.#allowed(seen, credentials);
  }

  /**
   * @throws NotFoundError when the caller does not see the entity at all
   * @throws NotAllowedError when they may not see its dashboards
   */
  async assert(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [allowed] = await this.#allowed([entityRef], credentials);
    if (allowed === undefined) {
      throw new NotAllowedError(
        `You may not see the dashboards of ${entityRef}: that takes ${analyticsDashboardReadPermission.name}`,
      );
    }
    const [seen] = await this.#inCatalog([entityRef], credentials);
    if (seen === undefined) {
      throw new NotFoundError(`There is no entity ${entityRef}`);
    }
  }

  /** @throws NotAllowedError that names the permission */
  async assertPermission(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not do this: it takes ${permission.name}`,
      );
    }
  }

  async #inCatalog(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...entityRefs], fields: ['kind', 'metadata.name'] },
      { credentials },
    );
    return entityRefs.filter((_, index) => items[index] !== undefined);
  }

  // Conditions are about entities: the catalog decides them, many at once.
  async #allowed(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const batches = Array.from(
      { length: Math.ceil(refs.length / DECISIONS_PER_REQUEST) },
      (_, index) =>
        refs.slice(
          index * DECISIONS_PER_REQUEST,
          (index + 1) * DECISIONS_PER_REQUEST,
        ),
    );
    const allowed = await Promise.all(
      batches.map(async batch => {
        const decisions = await this.#permissions.authorize(
          batch.map(resourceRef => ({
            permission: analyticsDashboardReadPermission,
            resourceRef,
          })),
          { credentials },
        );
        return batch.filter(
          (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
        );
      }),
    );
    return allowed.flat();
  }
}

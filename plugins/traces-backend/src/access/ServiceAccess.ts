import {
  type BackstageCredentials,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  tracesServiceReadPermission,
  tracesUnregisteredReadPermission,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  type CatalogServices,
  type EntityRefsByService,
} from './CatalogServices';

/** The permission back end takes requests of at most 100 kB. */
const DECISIONS_PER_REQUEST = 200;

/** Which services one caller may read. */
export class ReadableServices {
  readonly #entityRefs: EntityRefsByService;
  readonly #allowedRefs: ReadonlySet<string>;
  /** Services that no entity names may be read. */
  readonly unregistered: boolean;

  constructor(options: {
    entityRefs: EntityRefsByService;
    allowedRefs: ReadonlySet<string>;
    unregistered: boolean;
  }) {
    this.#entityRefs = options.entityRefs;
    this.#allowedRefs = options.allowedRefs;
    this.unregistered = options.unregistered;
  }

  /** Those that the catalog names and the caller may read. */
  get named(): string[] {
    return [...this.#entityRefs.keys()].filter(name => this.canRead(name));
  }

  /** Whether nothing is hidden from the caller. */
  get everything(): boolean {
    return (
      this.unregistered &&
      [...this.#entityRefs.keys()].every(name => this.canRead(name))
    );
  }

  canRead(service: string): boolean {
    return this.#entityRefs.has(service)
      ? this.entityRefsOf(service).length > 0
      : this.unregistered;
  }

  /** The entities that name a service, those that let the caller read it. */
  entityRefsOf(service: string): string[] {
    const refs = this.#entityRefs.get(service) ?? [];
    return refs.filter(ref => this.#allowedRefs.has(ref));
  }
}

/** Decides which services a caller may read, by the permissions of the plugin. */
export class ServiceAccess {
  readonly #catalogServices: CatalogServices;
  readonly #permissions: PermissionsService;

  constructor(options: {
    catalogServices: CatalogServices;
    permissions: PermissionsService;
  }) {
    this.#catalogServices = options.catalogServices;
    this.#permissions = options.permissions;
  }

  /** @throws NotAllowedError when the caller may read no service at all */
  async of(credentials: BackstageCredentials): Promise<ReadableServices> {
    const [entityRefs, [service], [unregistered]] = await Promise.all([
      this.#catalogServices.get(),
      this.#permissions.authorizeConditional(
        [{ permission: tracesServiceReadPermission }],
        { credentials },
      ),
      this.#permissions.authorize(
        [{ permission: tracesUnregisteredReadPermission }],
        { credentials },
      ),
    ]);
    const refs = [...entityRefs.values()].flat();
    const readable = new ReadableServices({
      entityRefs,
      allowedRefs: new Set(
        service.result === AuthorizeResult.CONDITIONAL
          ? await this.#allowed(refs, credentials)
          : refs.filter(() => service.result === AuthorizeResult.ALLOW),
      ),
      unregistered: unregistered.result === AuthorizeResult.ALLOW,
    });
    if (!readable.unregistered && readable.named.length === 0) {
      throw new NotAllowedError(
        `You may not read the traces of any service: that takes ${tracesServiceReadPermission.name} on a catalog entity that names one, or ${tracesUnregisteredReadPermission.name}`,
      );
    }
    return readable;
  }

  // Conditions are about entities: the catalog decides them, many at once.
  async #allowed(
    refs: string[],
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
            permission: tracesServiceReadPermission,
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

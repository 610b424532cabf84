import {
  type AuthService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';

/** What an entity calls its traces and its pods; where they differ, its pods count. */
const NAMES = [
  {
    annotation: 'shop-platform.io/service-name',
    query: {
      'metadata.annotations.shop-platform.io/service-name': { $exists: true },
    },
  },
  {
    annotation: 'backstage.io/kubernetes-id',
    query: {
      'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
    },
  },
] as const;

/** The entities that services are in the catalog. */
export class ServiceEntities {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  #refs = new Map<string, string>();

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
  }

  /** Reads the catalog again; where it does not answer, what was known stays. */
  async refresh(): Promise<void> {
    try {
      const refs = new Map<string, string>();
      for (const { annotation, query } of NAMES) {
        for (const entity of await this.#find(query)) {
          refs.set(
            entity.metadata.annotations?.[annotation] ?? '',
            stringifyEntityRef(entity),
          );
        }
      }
      this.#refs = refs;
    } catch (error) {
      this.#logger.warn(
        `The catalog does not say which entities services are: ${stringifyError(
          error,
        )}`,
      );
    }
  }

  /** The entity of a service; the component of its name where the catalog knows none. */
  refOf(service: string): string {
    return this.#refs.get(service) ?? `component:default/${service}`;
  }

  async #find(query: (typeof NAMES)[number]['query']): Promise<Entity[]> {
    const pages = this.#catalog.streamEntities(
      {
        query,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const found: Entity[] = [];
    for await (const entities of pages) {
      found.push(...entities.filter(({ kind }) => kind === 'Component'));
    }
    return found;
  }
}

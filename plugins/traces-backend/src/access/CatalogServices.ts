import { performance } from 'node:perf_hooks';
import { type AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  getServiceName,
  SERVICE_NAME_ANNOTATION,
} from '@shop-platform/backstage-plugin-traces-common';

const MAX_AGE_MS = 30_000;

/** The entities that name each service: `payments` → `component:default/payments`. */
export type EntityRefsByService = ReadonlyMap<string, string[]>;

/** The services that the catalog knows, as of at most half a minute ago. */
export class CatalogServices {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  #current?: { since: number; services: Promise<EntityRefsByService> };

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  async get(): Promise<EntityRefsByService> {
    const now = performance.now();
    if (!this.#current || now - this.#current.since > MAX_AGE_MS) {
      const current = { since: now, services: this.#read() };
      this.#current = current;
      // What failed is not kept: the next one to ask tries again.
      current.services.catch(() => {
        if (this.#current === current) {
          this.#current = undefined;
        }
      });
    }
    try {
      return await this.#current.services;
    } catch (error) {
      throw new ServiceUnavailableError(
        'The catalog did not answer, so it is not known which services you may read',
        error,
      );
    }
  }

  async #read(): Promise<EntityRefsByService> {
    const services = new Map<string, string[]>();
    const pages = this.#catalog.streamEntities(
      {
        query: {
          [`metadata.annotations.${SERVICE_NAME_ANNOTATION}`]: {
            $exists: true,
          },
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const entities of pages) {
      for (const entity of entities) {
        const service = getServiceName(entity);
        if (service !== undefined) {
          const refs = services.get(service) ?? [];
          services.set(service, [...refs, stringifyEntityRef(entity)]);
        }
      }
    }
    return services;
  }
}

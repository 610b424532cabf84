import {
  type AuthService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import {
  DASHBOARDS_ANNOTATION,
  type DashboardProblem,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type DashboardFile, type DashboardFiles } from './DashboardFiles';
import { parseDashboard, type ParsedDashboard } from './parseDashboard';

const AT_ONCE = 5;

/** A file with what was read of it. */
export type LibraryFile = DashboardFile &
  ParsedDashboard & { name: string; problems: DashboardProblem[] };

/** What is known of the dashboards of one entity. */
export type Shelf = {
  entityRef: string;
  files: LibraryFile[];
  /** Its source does not answer: what there is, is from before. */
  failure?: { reason: string; since: string };
};

type State = { readAt: number; source: string; shelf: Shelf };

function nameOfFile(url: string): string {
  const [, name = url] = /([^/]+)\.ya?ml(?:$|[?#])/i.exec(url) ?? [];
  return name;
}

function toFiles(files: DashboardFile[]): LibraryFile[] {
  const names = new Set<string>();
  return files.flatMap(file => {
    const parsed = parseDashboard(file.text);
    if (parsed.isOther) {
      return [];
    }
    const name = parsed.dashboard?.metadata.name ?? nameOfFile(file.url);
    if (parsed.dashboard && names.has(name)) {
      const path = ['metadata', 'name'];
      return [
        {
          ...file,
          ...parsed,
          dashboard: undefined,
          name: nameOfFile(file.url),
          problems: [
            {
              path: 'metadata.name',
              line: parsed.lineOf(path),
              message: `another dashboard of the entity is called '${name}'`,
            },
          ],
        },
      ];
    }
    names.add(name);
    return [{ ...file, ...parsed, name }];
  });
}

/**
 * All dashboards that the catalog leads to. It reads in the background: who asks
 * waits only for what was never read.
 */
export class DashboardLibrary {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #files: Pick<DashboardFiles, 'read'>;
  readonly #logger: LoggerService;
  readonly #maxAgeMs: number;
  readonly #states = new Map<string, State>();
  readonly #reading = new Map<string, Promise<void>>();
  #entities?: { since: number; entities: Promise<Entity[]> };

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    files: Pick<DashboardFiles, 'read'>;
    logger: LoggerService;
    maxAgeMs: number;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#files = options.files;
    this.#logger = options.logger;
    this.#maxAgeMs = options.maxAgeMs;
  }

  /** The entities that have dashboards, or should. */
  async entityRefs(): Promise<string[]> {
    return (await this.#list()).map(entity => stringifyEntityRef(entity));
  }

  /** What is known of these entities. */
  async shelves(entityRefs: readonly string[]): Promise<Shelf[]> {
    const wanted = new Set(entityRefs);
    const entities = (await this.#list()).filter(entity =>
      wanted.has(stringifyEntityRef(entity)),
    );
    const pending = entities.flatMap(entity => {
      const state = this.#states.get(stringifyEntityRef(entity));
      const isKnown = state?.source === sourceOf(entity);
      if (isKnown && performance.now() - state.readAt < this.#maxAgeMs) {
        return [];
      }
      return isKnown ? [{ entity, wait: false }] : [{ entity, wait: true }];
    });
    const reading = this.#readAll(pending.map(({ entity }) => entity));
    if (pending.some(({ wait }) => wait)) {
      await reading;
    }
    return entities.flatMap(entity => {
      const state = this.#states.get(stringifyEntityRef(entity));
      return state ? [state.shelf] : [];
    });
  }

  /** Reads what is older than it may be. */
  async refresh(): Promise<void> {
    const refs = await this.entityRefs();
    for (const known of this.#states.keys()) {
      if (!refs.includes(known)) {
        this.#states.delete(known);
      }
    }
    await this.shelves(refs);
  }

  async #readAll(entities: Entity[]): Promise<void> {
    const rest = [...entities];
    const work = async () => {
      for (let entity = rest.shift(); entity; entity = rest.shift()) {
        await this.#readOnce(entity);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  #readOnce(entity: Entity): Promise<void> {
    const ref = stringifyEntityRef(entity);
    const running = this.#reading.get(ref);
    if (running) {
      return running;
    }
    const reading = this.#read(entity).finally(() => this.#reading.delete(ref));
    this.#reading.set(ref, reading);
    return reading;
  }

  async #read(entity: Entity): Promise<void> {
    const entityRef = stringifyEntityRef(entity);
    const source = sourceOf(entity);
    const before = this.#states.get(entityRef);
    const keep = (shelf: Shelf) =>
      this.#states.set(entityRef, { readAt: performance.now(), source, shelf });
    try {
      keep({ entityRef, files: toFiles(await this.#files.read(entity)) });
    } catch (error) {
      const { message } = toError(error);
      this.#logger.warn(`The dashboards of ${entityRef} cannot be read`, {
        reason: message,
      });
      keep({
        entityRef,
        files: before?.source === source ? before.shelf.files : [],
        failure: {
          reason: message,
          since: before?.shelf.failure?.since ?? new Date().toISOString(),
        },
      });
    }
  }

  async #list(): Promise<Entity[]> {
    const now = performance.now();
    if (!this.#entities || now - this.#entities.since > this.#maxAgeMs) {
      const current = { since: now, entities: this.#readCatalog() };
      this.#entities = current;
      // What failed is not kept: the next one to ask tries again.
      current.entities.catch(() => {
        if (this.#entities === current) {
          this.#entities = undefined;
        }
      });
    }
    try {
      return await this.#entities.entities;
    } catch (error) {
      throw new ServiceUnavailableError(
        'The catalog did not answer, so it is not known which dashboards there are',
        error,
      );
    }
  }

  async #readCatalog(): Promise<Entity[]> {
    const found: Entity[] = [];
    const pages = this.#catalog.streamEntities(
      {
        query: {
          [`metadata.annotations.${DASHBOARDS_ANNOTATION}`]: { $exists: true },
        },
        fields: [
          'apiVersion',
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const entities of pages) {
      found.push(...entities);
    }
    return found.sort((a, b) =>
      stringifyEntityRef(a) < stringifyEntityRef(b) ? -1 : 1,
    );
  }
}

function sourceOf(entity: Entity): string {
  return JSON.stringify(entity.metadata.annotations);
}

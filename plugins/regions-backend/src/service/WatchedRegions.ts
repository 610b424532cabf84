import { type LoggerService } from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import {
  getWorkloadSelection,
  workloadAnnotations,
  type EntityRegions,
  type Region,
} from '@shop-platform/backstage-plugin-regions-common';
import { type RegionSettings } from '../config';
import { Refresher } from '../readings/Refresher';
import {
  trafficOf,
  type TrafficOfRegions,
  type TrafficReader,
} from '../readings/TrafficReader';
import {
  type RegionsService,
  type RegionsServiceOptions,
} from './RegionsService';
import { RegionWatch } from './RegionWatch';

const TRAFFIC = { intervalMs: 15_000, timeoutMs: 10_000 };
/** Limits in time, such as restarts in the last hour, pass without an event. */
const RECONSIDER_MS = 1_000;

export type WatchedRegionsOptions = {
  regions: RegionSettings[];
  clusters: ClustersService;
  traffic: TrafficReader;
  catalog: CatalogService;
  logger: LoggerService;
  /** Told that some region is another one than before, or for other reasons. */
  onChange(): void;
};

/**
 * Follows all regions in the background. Knows nothing of who may read what.
 */
export class WatchedRegions implements RegionsService {
  readonly #watches: RegionWatch[];
  readonly #traffic: Refresher<TrafficOfRegions>;
  readonly #catalog: CatalogService;
  readonly #timer: NodeJS.Timeout;

  private constructor(options: WatchedRegionsOptions) {
    const { regions, clusters, traffic, logger } = options;
    this.#catalog = options.catalog;
    const refresher = Refresher.start({
      ...TRAFFIC,
      read: signal => traffic.read(signal),
    });
    this.#traffic = refresher;
    this.#watches = regions.map(settings =>
      RegionWatch.start({
        settings,
        clusters,
        ofRegion: clusters
          .list()
          .filter(({ region }) => region === settings.name),
        traffic: () => trafficOf(settings.name, refresher.reading),
        onChange: ({ name }, { level, findings }, isOtherLevel) => {
          if (isOtherLevel) {
            logger.info(`Region ${name} is ${level}: ${findings[0].text}`);
          }
          options.onChange();
        },
      }),
    );
    this.#timer = setInterval(() => {
      for (const watch of this.#watches) {
        watch.reconsider();
      }
    }, RECONSIDER_MS).unref();
  }

  static start(options: WatchedRegionsOptions): WatchedRegions {
    const { regions, clusters, logger } = options;
    const homeless = clusters
      .list()
      .filter(({ region }) => !regions.some(({ name }) => name === region));
    if (regions.length > 0 && homeless.length > 0) {
      logger.info(
        `Clusters of no region under 'regions' are not shown: ${homeless
          .map(({ name, region }) => `${name} (${region})`)
          .join(', ')}`,
      );
    }
    return new WatchedRegions(options);
  }

  async list(): Promise<Region[]> {
    return this.#watches.map(watch => watch.describe({ everyWorkload: false }));
  }

  async get(name: string): Promise<Region> {
    const watch = this.#watches.find(({ settings }) => settings.name === name);
    if (!watch) {
      throw new NotFoundError(`There is no region '${name}' under 'regions'`);
    }
    return watch.describe({ everyWorkload: true });
  }

  async entity(
    ref: CompoundEntityRef,
    { credentials }: RegionsServiceOptions,
  ): Promise<EntityRegions> {
    const text = stringifyEntityRef(ref);
    const entity = await this.#catalog.getEntityByRef(ref, { credentials });
    if (!entity) {
      throw new NotFoundError(`There is no entity '${text}'`);
    }
    const selection = getWorkloadSelection(entity);
    if (!selection) {
      throw new NotFoundError(
        `'${text}' names no workloads: that takes the annotation ${workloadAnnotations.id} or ${workloadAnnotations.labelSelector}`,
      );
    }
    const { selector, namespace } = selection;
    return {
      selector,
      ...(namespace === undefined ? {} : { namespace }),
      regions: this.#watches.map(watch => watch.describeEntity(selection)),
    };
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#traffic.stop();
    for (const watch of this.#watches) {
      watch.stop();
    }
  }
}

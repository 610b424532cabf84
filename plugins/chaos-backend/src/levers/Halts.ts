import { InputError, toError } from '@backstage/errors';
import {
  type ChaosHaltRequest,
  type ChaosHalts,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  type Cluster,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { type RunControls } from '../runs/RunControls';
import { type RunStore } from '../runs/RunStore';
import { type ClusterLevers } from './ClusterLevers';
import { haltToWire, type Levers } from './Levers';
import { type Standstill } from './Standstill';

export type HaltsOptions = {
  clusters: ClustersService;
  watches: readonly ClusterWatch[];
  store: Pick<RunStore, 'active'>;
  controls: Pick<RunControls, 'halt'>;
  levers: Levers;
  clusterLevers: ClusterLevers;
  standstill: Standstill;
  onChange(): void;
};

/** The levers that halt everything, of one cluster or of all. */
export class Halts {
  readonly #options: HaltsOptions;

  constructor(options: HaltsOptions) {
    this.#options = options;
  }

  /** Ends all that is on in a cluster, in a region or in all, and lets nothing start any more. */
  async pull(
    { reason, ...place }: ChaosHaltRequest,
    person: string,
  ): Promise<ChaosHalts> {
    const { levers, onChange } = this.#options;
    const names = this.#named(place).map(({ name }) => name);
    await levers.pull(names, { by: person, reason });
    // Each by itself: none waits for one that does not answer.
    const problems = await Promise.all(
      names.map(name => this.#end(name, person, reason)),
    );
    onChange();
    const failed = problems.flat();
    if (failed.length > 0) {
      // The lever is pulled; the watchdog goes on trying.
      throw new Error(
        `Nothing starts any more, but not everything could be ended yet; it is tried again every few seconds: ${failed.join(
          '; ',
        )}`,
      );
    }
    return this.list();
  }

  /**
   * Ends all that is on in a cluster.
   *
   * @returns what could not be ended
   */
  async #end(name: string, person: string, reason: string): Promise<string[]> {
    const { clusterLevers, standstill, store, controls, watches } =
      this.#options;
    const [stills] = await Promise.all([
      Promise.allSettled(
        watches
          .filter(watch => watch.cluster.name === name)
          .map(watch => standstill.enforce(watch, person)),
      ),
      // A cluster that is away is said by its state, and told as soon as it is back.
      clusterLevers.follow(name),
    ]);
    const active = (await store.active()).filter(run => run.cluster === name);
    const ends = await Promise.allSettled(
      active.map(run => controls.halt(run.id, person, reason)),
    );
    const failed = [...stills, ...ends].flatMap(end =>
      end.status === 'rejected' ? [toError(end.reason).message] : [],
    );
    // A cluster that does not answer says the same for all of them.
    return [...new Set(failed)];
  }

  /** Lets experiments start again. */
  async arm(place: HaltedPlace): Promise<ChaosHalts> {
    const { levers, clusterLevers, onChange } = this.#options;
    const names = this.#named(place).map(({ name }) => name);
    await levers.arm(names);
    await Promise.all(names.map(name => clusterLevers.follow(name)));
    onChange();
    return this.list();
  }

  /** The levers of all clusters. */
  async list(): Promise<ChaosHalts> {
    const { clusters, levers, clusterLevers } = this.#options;
    const all = await levers.allKept();
    return {
      clusters: clusters.list().map(({ name }) => {
        const kept = all.get(name);
        const lever = kept && clusterLevers.describe(kept);
        return {
          name,
          ...(kept?.halt ? { halt: haltToWire(kept.halt) } : {}),
          ...(lever ? { lever } : {}),
        };
      }),
    };
  }

  #named(place: HaltedPlace): Cluster[] {
    const { cluster: name, region } = place;
    if (name !== undefined && region !== undefined) {
      throw new InputError(
        'Name a cluster, or a region for all of its clusters, and not both',
      );
    }
    const all = this.#options.clusters.list();
    const named = clustersIn(place, all);
    if (named.length === 0) {
      throw new InputError(whyNone(place, all));
    }
    return named;
  }
}

/** Where levers are; everywhere where nothing is named. */
export type HaltedPlace = { cluster?: string; region?: string };

/** The clusters of a place. */
export function clustersIn(
  { cluster, region }: HaltedPlace,
  all: readonly Cluster[],
): Cluster[] {
  return all.filter(
    each =>
      (cluster === undefined || each.name === cluster) &&
      (region === undefined || each.region === region),
  );
}

function whyNone(
  { cluster, region }: HaltedPlace,
  all: readonly Cluster[],
): string {
  const list = (names: string[]) => [...new Set(names)].join(', ');
  if (cluster !== undefined) {
    return `There is no cluster '${cluster}'; there are ${list(
      all.map(({ name }) => name),
    )}`;
  }
  return region === undefined
    ? 'No cluster is configured'
    : `There is no cluster in the region '${region}'; there are clusters in ${list(
        all.map(each => each.region),
      )}`;
}

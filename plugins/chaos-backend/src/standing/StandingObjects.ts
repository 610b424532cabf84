import { NotFoundError } from '@backstage/errors';
import {
  type ChaosStanding,
  type ChaosStandingRef,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  ClusterRefusedError,
  type Cluster,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import {
  schedules,
  workflows,
  type ObservedSchedule,
  type ObservedWorkflow,
} from '../clusters/standing';
import { scheduleToWire, workflowToWire } from './toStanding';

const NOT_FOUND = 404;

export type StandingObjectsOptions = {
  clusters: ClustersService;
  watches: readonly ClusterWatch[];
  now(): number;
};

/** The objects of Schedules and Workflows, as their clusters have them now. */
export class StandingObjects {
  readonly #options: StandingObjectsOptions;

  constructor(options: StandingObjectsOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError where it is not there */
  async get(ref: ChaosStandingRef, signal: AbortSignal) {
    const object = await this.find(ref, signal);
    if (!object) {
      throw new NotFoundError(
        `There is no ${ref.kind} ${ref.name} in ${ref.namespace} of ${ref.cluster}`,
      );
    }
    return object;
  }

  async find(
    { cluster, kind, namespace, name }: ChaosStandingRef,
    signal: AbortSignal,
  ): Promise<ObservedSchedule | ObservedWorkflow | undefined> {
    const client = this.#options.clusters.client(this.#known(cluster).name);
    try {
      return kind === 'Schedule'
        ? await client.get(schedules, { name, namespace }, { signal })
        : await client.get(workflows, { name, namespace }, { signal });
    } catch (error) {
      if (error instanceof ClusterRefusedError && error.code === NOT_FOUND) {
        return undefined;
      }
      throw error;
    }
  }

  /** As people are told of one. */
  toWire(
    name: string,
    object: ObservedSchedule | ObservedWorkflow,
  ): ChaosStanding {
    const { clusters, watches, now } = this.#options;
    const { cluster } = clusters.client(name);
    const watch = watches.find(each => each.cluster.name === name);
    return object.kind === 'Schedule'
      ? scheduleToWire(cluster, object, now())
      : workflowToWire(cluster, object, watch?.nodes() ?? []);
  }

  #known(name: string): Cluster {
    const cluster = this.#options.clusters
      .list()
      .find(each => each.name === name);
    if (!cluster) {
      throw new NotFoundError(`There is no cluster '${name}'`);
    }
    return cluster;
  }
}

import { toError } from '@backstage/errors';
import {
  experimentSchema,
  isPaused,
  scheduleSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { type ObservedExperiment } from '../clusters/experiments';
import { type ObservedSchedule } from '../clusters/standing';
import { pauseSchedule } from '../clusters/stopping';
import { type PolicySettings } from '../config';
import { partsOf } from '../manifest/partsOf';
import { namespacesOf } from '../policy/checkPolicy';
import { checkHours } from '../policy/hours';
import { checkHoursOf } from '../preflight/checkHoursOf';
import { type Run } from '../runs/types';
import { occurrences } from './occurrences';

/** How soon a run has to be for its Schedule to be paused before it. */
const SOON_MS = 60_000;
const BY = 'system';

type HoursGuardOptions = {
  clusters: ClustersService;
  policy: PolicySettings;
  now(): number;
};

/**
 * Keeps to the hours what starts by itself, whoever made it and whenever. What
 * acts once is over before anybody could end it: its Schedule is paused before.
 */
export class HoursGuard {
  readonly #options: HoursGuardOptions;

  constructor(options: HoursGuardOptions) {
    this.#options = options;
  }

  /**
   * Pauses each Schedule of a cluster that is about to run outside the hours.
   *
   * @throws an error that names what could not be done, once the rest is
   */
  async pauseWhatComes(watch: ClusterWatch): Promise<void> {
    const { name: cluster } = watch.cluster;
    const client = this.#options.clusters.client(cluster);
    const ends = await Promise.allSettled(
      watch
        .schedules()
        .filter(
          schedule =>
            !isPaused(schedule) &&
            !schedule.metadata.deletionTimestamp &&
            this.#isSoonOutside(cluster, schedule),
        )
        .map(({ metadata: { name, namespace = '' } }) =>
          pauseSchedule(client, { name, namespace }, BY),
        ),
    );
    const failed = ends.flatMap(end =>
      end.status === 'rejected' ? [toError(end.reason).message] : [],
    );
    if (failed.length > 0) {
      throw new Error(failed.join('; '));
    }
  }

  /** Pauses the Schedule that started a run. */
  async pauseParent({ cluster, namespace, parent }: Run): Promise<void> {
    if (parent?.kind === 'Schedule') {
      const { clusters } = this.#options;
      const { name } = parent;
      await pauseSchedule(clusters.client(cluster), { name, namespace }, BY);
    }
  }

  /** Why an experiment may not be on now; undefined where it may. */
  whyNot(cluster: string, object: ObservedExperiment): string | undefined {
    const { policy, now } = this.#options;
    const time = now();
    const experiment = experimentSchema.safeParse(object).data;
    const { ok, message } = checkHours({
      policy,
      cluster,
      namespaces: experiment
        ? namespacesOf(experiment)
        : [object.metadata.namespace],
      start: time,
      end: time,
    });
    return ok ? undefined : message;
  }

  #isSoonOutside(cluster: string, schedule: ObservedSchedule): boolean {
    const { policy, now } = this.#options;
    const read = scheduleSchema.safeParse(schedule).data;
    if (policy.hours.length === 0 || !read) {
      return false;
    }
    const { metadata, spec, status } = schedule;
    const time = now();
    const since = Date.parse(status?.time ?? metadata.creationTimestamp ?? '');
    const { parts } = partsOf(read);
    try {
      for (const begin of occurrences(spec.schedule, {
        after: time,
        ...(Number.isNaN(since) ? {} : { since }),
      })) {
        if (begin > time + SOON_MS) {
          return false;
        }
        if (checkHoursOf({ policy, cluster, parts, begin })) {
          return true;
        }
      }
    } catch {
      // What cannot be read here is halted once it is on.
    }
    return false;
  }
}

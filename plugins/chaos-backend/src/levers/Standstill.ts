import { toError } from '@backstage/errors';
import { isPaused } from '@shop-platform/backstage-plugin-chaos-common';
import {
  type ClustersService,
  type Metadata,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { mayStartMore } from '../clusters/standing';
import { abortWorkflow, pauseSchedule } from '../clusters/stopping';

/**
 * Brings to a standstill what starts experiments by itself. What acts once, such
 * as the kill of a pod, is over before anybody could end it: it must not start.
 */
export class Standstill {
  readonly #clusters: ClustersService;

  constructor(clusters: ClustersService) {
    this.#clusters = clusters;
  }

  /**
   * Pauses every Schedule of a cluster, and aborts every Workflow. Only a person
   * resumes them: a Schedule makes up at once for a run that it missed.
   *
   * @param by - who halted everything, or `system`
   * @throws an error that names what could not be done, once the rest is
   */
  async enforce(watch: ClusterWatch, by: string): Promise<void> {
    const client = this.#clusters.client(watch.cluster.name);
    const ends = await Promise.allSettled([
      ...watch
        .schedules()
        .filter(schedule => mayStartMore(schedule) && !isPaused(schedule))
        .map(({ metadata }) => pauseSchedule(client, refOf(metadata), by)),
      ...watch
        .workflows()
        .filter(mayStartMore)
        .map(({ metadata }) => abortWorkflow(client, refOf(metadata), by)),
    ]);
    const failed = ends.flatMap(end =>
      end.status === 'rejected' ? [toError(end.reason).message] : [],
    );
    if (failed.length > 0) {
      throw new Error(failed.join('; '));
    }
  }
}

function refOf({ name, namespace = '' }: Metadata) {
  return { name, namespace };
}

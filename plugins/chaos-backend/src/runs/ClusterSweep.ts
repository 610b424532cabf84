import { type LoggerService } from '@backstage/backend-plugin-api';
import { type ChaosHalt } from '@shop-platform/backstage-plugin-chaos-common';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import {
  RUN_ANNOTATION,
  type ObservedExperiment,
} from '../clusters/experiments';
import { type PolicySettings } from '../config';
import { type ClusterLevers } from '../levers/ClusterLevers';
import { type Levers } from '../levers/Levers';
import { type Standstill } from '../levers/Standstill';
import { freezeIn } from '../policy/checkPolicy';
import { HoursGuard } from '../standing/HoursGuard';
import { type Endings } from './Endings';
import { type RunControls } from './RunControls';
import { type RunStore } from './RunStore';
import { tryStep } from './tryStep';
import { isActive } from './types';

/** How long the object of a run that is over stays for those who look. */
const KEEP_MS = 10 * 60_000;

export type ClusterSweepOptions = {
  clusters: ClustersService;
  store: Pick<RunStore, 'find'>;
  runs: Pick<RunControls, 'halt' | 'remove'>;
  levers: Pick<Levers, 'pulled'>;
  clusterLevers: Pick<ClusterLevers, 'follow'>;
  standstill: Pick<Standstill, 'enforce'>;
  policy: PolicySettings;
  logger: Pick<LoggerService, 'warn'>;
  now(): number;
};

/** Ends what runs where everything was halted, and forgets what is long over. */
export class ClusterSweep {
  readonly #options: ClusterSweepOptions;
  readonly #endings: Pick<Endings, 'letGo'>;
  readonly #hours: HoursGuard;

  constructor(options: ClusterSweepOptions, endings: Pick<Endings, 'letGo'>) {
    this.#options = options;
    this.#endings = endings;
    this.#hours = new HoursGuard(options);
  }

  async sweep(watch: ClusterWatch): Promise<void> {
    const { levers, clusterLevers, standstill, policy, now } = this.#options;
    const { name, region } = watch.cluster;
    await this.#try(`follow the lever of ${name}`, () =>
      clusterLevers.follow(name),
    );
    const halt = (await levers.pulled()).get(name);
    if (halt ?? freezeIn(policy, region, now(), now())) {
      await this.#try(`bring ${name} to a standstill`, () =>
        standstill.enforce(watch, halt?.by ?? 'system'),
      );
    }
    await this.#try(`keep ${name} to its hours`, () =>
      this.#hours.pauseWhatComes(watch),
    );
    await Promise.all(
      watch
        .experiments()
        .map(object =>
          this.#try(`tidy up ${object.metadata.name} in ${name}`, () =>
            this.#tidyUp(watch, object, halt),
          ),
        ),
    );
  }

  async #tidyUp(
    watch: ClusterWatch,
    object: ObservedExperiment,
    halt: ChaosHalt | undefined,
  ): Promise<void> {
    const { store, runs, policy, now } = this.#options;
    const { name, region } = watch.cluster;
    const { uid, annotations, deletionTimestamp } = object.metadata;
    const run = await store.find({ cluster: name, uid });
    if (!run || deletionTimestamp) {
      await (run && this.#endings.letGo(run, { watch, object }));
      return;
    }
    const isOurs = annotations[RUN_ANNOTATION] === run.id;
    const freeze = run.parent && freezeIn(policy, region, now(), now());
    if (halt && !run.endedAt) {
      await runs.halt(run.id, halt.by, halt.reason);
    } else if (freeze && isActive(run) && !run.haltedBy) {
      // What people start is refused before; this came by itself.
      await runs.halt(
        run.id,
        'system',
        `Nothing runs in this time: ${freeze.reason}`,
      );
    } else if (run.parent && isActive(run) && !run.haltedBy) {
      const reason = this.#hours.whyNot(name, object);
      if (reason) {
        await this.#hours.pauseParent(run);
        await runs.halt(run.id, 'system', reason);
      }
    } else if (
      isOurs &&
      run.endedAt &&
      now() - run.endedAt.getTime() > KEEP_MS
    ) {
      await runs.remove(run);
    }
  }

  #try(what: string, work: () => Promise<void>): Promise<void> {
    return tryStep(this.#options.logger, what, work);
  }
}

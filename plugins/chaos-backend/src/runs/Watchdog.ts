import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { type Components } from '../components/Components';
import { type Dependencies } from '../preflight/overlaps';
import { type Jury, type Look } from '../verdict/Jury';
import { type PodWitness } from '../verdict/PodWitness';
import { ClusterSweep, type ClusterSweepOptions } from './ClusterSweep';
import { Endings } from './Endings';
import { findCollisions } from './findCollisions';
import { type Recorder } from './Recorder';
import { type RunControls } from './RunControls';
import { type RunStore } from './RunStore';
import { type SteadyTime } from './SteadyTime';
import { tryStep } from './tryStep';
import { type Run } from './types';
import { whyForbidden } from './whyForbidden';

export type WatchdogOptions = ClusterSweepOptions & {
  watches: readonly ClusterWatch[];
  store: RunStore;
  runs: RunControls;
  recorder: Recorder;
  jury: Jury;
  witness: PodWitness;
  steady: SteadyTime;
  recoverWithinMs: number;
  /** Asks the catalog. */
  readComponents(): Promise<Components>;
  /** Asks the catalog and the traces. */
  readPaths(): Promise<Dependencies>;
  logger: Pick<LoggerService, 'warn' | 'error'>;
  onChange(): void;
};

/**
 * Looks after runs again and again: that what should be over is over, that what
 * was halted ends although a replica or a cluster was away, and that nothing
 * runs where everything was halted. Every step can be repeated by another process:
 * this one remembers only how long it looked on, which no clock tells that is set.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #endings: Endings;
  readonly #sweep: ClusterSweep;
  /** The latest look at each cluster, by its name. */
  readonly #looks = new Map<string, Promise<void>>();

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#endings = new Endings(options);
    this.#sweep = new ClusterSweep(options, this.#endings);
  }

  /**
   * Looks after all that is on in a cluster; no other one waits for that. Looks of
   * this process at one cluster come one after the other.
   */
  async lookAt(cluster: string, signal?: AbortSignal): Promise<void> {
    const before = this.#looks.get(cluster) ?? Promise.resolve();
    const look = before
      .catch(() => undefined)
      .then(() => this.#lookAtNow(cluster, signal));
    this.#looks.set(cluster, look);
    await look;
  }

  async #lookAtNow(cluster: string, signal?: AbortSignal): Promise<void> {
    const watch = this.#watchOf(cluster);
    if (!watch) {
      return;
    }
    await this.#read(watch);
    await this.#sweep.sweep(watch);
    await this.#step(`keep runs apart in ${cluster}`, () =>
      this.#separate(cluster),
    );
    const look = this.#begin(signal);
    await this.#lookAfterAll(look, run => run.cluster === cluster);
  }

  /**
   * Looks after all that is on in a cluster as soon as this process has heard it. A
   * portal that was killed in the middle of a look holds the tasks of the next one.
   */
  async lookAtFirst(cluster: string, stopping: AbortSignal): Promise<void> {
    try {
      await this.#watchOf(cluster)?.waitForExperiments();
      if (!stopping.aborted) {
        await this.lookAt(cluster, stopping);
      }
    } catch (error) {
      // While the portal stops, neither the cluster nor the database is there.
      if (!stopping.aborted) {
        this.#options.logger.warn(
          `The first look at ${cluster} failed`,
          toError(error),
        );
      }
    }
  }

  /** Looks after what is on in no cluster, or no longer. */
  async look(signal?: AbortSignal): Promise<void> {
    const look = this.#begin(signal);
    await this.#lookAfterAll(look, run => !this.#watchOf(run.cluster));
    await this.#step('end the wait for approval', () =>
      this.#options.runs.expire(),
    );
    await this.#step('look back at what is over', () => this.#lookBack());
    await this.#step('judge the runs that are over', () =>
      this.#options.jury.judgeEnded(look),
    );
  }

  #begin(signal: AbortSignal | undefined): Look {
    return { readComponents: once(this.#options.readComponents), signal };
  }

  /** At once, so that what is not answered is waited for once and not for each. */
  async #lookAfterAll(
    look: Look,
    isMeant: (run: Run) => boolean,
  ): Promise<void> {
    const active = await this.#options.store.active();
    await Promise.all(
      active
        .filter(isMeant)
        .map(run =>
          this.#step(`look after run ${run.id}`, () =>
            this.#lookAfter(run, look),
          ),
        ),
    );
  }

  /** Takes what the cluster has, news of which may have come while nobody ran. */
  async #read(watch: ClusterWatch): Promise<void> {
    await Promise.all(
      watch
        .experiments()
        .map(object =>
          this.#options.recorder.see(watch.cluster, object, false),
        ),
    );
  }

  /** Ends in a cluster what started by itself beside what is on. */
  async #separate(cluster: string): Promise<void> {
    const { store, runs, readPaths, now } = this.#options;
    const found = await findCollisions(await store.active(), now(), readPaths);
    await Promise.all(
      found
        .filter(({ run }) => run.cluster === cluster)
        .map(({ run, other }) =>
          this.#step(`halt run ${run.id}`, async () => {
            await runs.halt(
              run.id,
              'system',
              `${other.kind} ${other.namespace}/${other.name} was on before it${
                other.cluster === cluster ? '' : ` in ${other.cluster}`
              }, on the same pods or the same path of dependencies`,
            );
          }),
        ),
    );
  }

  async #lookAfter(run: Run, look: Look): Promise<void> {
    const { runs, jury, witness, policy, steady } = this.#options;
    const place = this.#placeOf(run);
    await witness.look(run);
    if (await this.#endings.settle(run, place)) {
      return;
    }
    if (run.haltedBy) {
      if (!place.object?.metadata.deletionTimestamp) {
        await runs.remove(run);
      }
      return;
    }
    const reason =
      whyForbidden(run, {
        policy,
        components: await look.readComponents(),
        // No clock that is set meanwhile moves it out of its hours.
        now: steady.of(`run ${run.id}`),
      }) ?? (await jury.whyHalt(run, look));
    if (reason) {
      await runs.halt(run.id, 'system', reason);
    }
  }

  /** What is over and not judged can still show what it did, or that it recovered. */
  async #lookBack(): Promise<void> {
    const { store, witness, now } = this.#options;
    for (const run of await store.unjudged(new Date(now()))) {
      await witness.look(run);
    }
    for (const run of await store.unheard()) {
      await this.#endings.hearAgain(run, this.#placeOf(run));
    }
  }

  #placeOf({ cluster, uid }: Run) {
    const watch = this.#watchOf(cluster);
    const object = watch
      ?.experiments()
      .find(({ metadata }) => metadata.uid === uid);
    return { watch, object };
  }

  #watchOf(cluster: string): ClusterWatch | undefined {
    return this.#options.watches.find(each => each.cluster.name === cluster);
  }

  #step(what: string, work: () => Promise<void>): Promise<void> {
    return tryStep(this.#options.logger, what, work);
  }
}

/** Asks when somebody needs it first, and not again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

import { type LoggerService } from '@backstage/backend-plugin-api';
import { CLEAN_ANNOTATION } from '@shop-platform/backstage-plugin-chaos-common';
import { type ClusterClient } from '@shop-platform/backstage-plugin-clusters-node';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { kindNamed, type ObservedExperiment } from '../clusters/experiments';
import { lateRecovery } from './lateRecovery';
import { type Recorder } from './Recorder';
import { FORCED, isForced, whyUnproven } from './recoveryProof';
import { type RunControls } from './RunControls';
import { type RunStore } from './RunStore';
import { type SteadyTime } from './SteadyTime';
import { isActive, type Run } from './types';

/** How long a start may take between what is kept of it and its object. */
const APPLY_MS = 60_000;

export type EndingsOptions = {
  clusters: { client(cluster: string): Pick<ClusterClient, 'patch'> };
  store: Pick<RunStore, 'change' | 'get'>;
  recorder: Pick<Recorder, 'rest'>;
  runs: Pick<RunControls, 'remove'>;
  steady: SteadyTime;
  recoverWithinMs: number;
  logger: Pick<LoggerService, 'error'>;
  onChange(): void;
  now(): number;
};

/** Where a run is looked after: its cluster as it is heard, and its object there. */
type Place = {
  watch?: Pick<ClusterWatch, 'isCurrent' | 'silence'> | undefined;
  object?: ObservedExperiment | undefined;
};

/** Finds out of runs that should be over whether they are. */
export class Endings {
  readonly #options: EndingsOptions;

  constructor(options: EndingsOptions) {
    this.#options = options;
  }

  /** @returns whether there is no more to look after */
  async settle(run: Run, { watch, object }: Place): Promise<boolean> {
    const { steady, recoverWithinMs } = this.#options;
    const isHeard = watch?.isCurrent(run.kind) === true;
    if (!object && isHeard) {
      await this.#settleGone(run);
      return true;
    }
    if (!object && run.uid === undefined) {
      // Whether it began is known once its cluster answers.
      return true;
    }
    if (!this.#shouldBeOver(run)) {
      steady.see(`on ${run.id}`);
    } else if (this.#overFor(run, isHeard) > recoverWithinMs) {
      await (isHeard && object
        ? this.#giveUp(run, object)
        : this.#giveUpUnheard(run, watch));
      return true;
    }
    return object === undefined;
  }

  /** Finds out what became of a run that was given up while its cluster was silent. */
  async hearAgain(run: Run, { watch, object }: Place): Promise<void> {
    const { runs } = this.#options;
    if (watch?.isCurrent(run.kind) !== true) {
      return;
    }
    if (!object) {
      await this.#hearGone(await this.#lastKept(run));
    } else if (run.haltedBy && !object.metadata.deletionTimestamp) {
      await runs.remove(run);
    }
  }

  async #hearGone(run: Run): Promise<void> {
    const { store, onChange, now } = this.#options;
    if (run.state !== 'not-recovered') {
      return;
    }
    const message = whyUnproven(run);
    const { change, event } = lateRecovery(run, new Date(now()));
    const isOurs = message
      ? await store.change(run, { message, isUnheard: false })
      : await store.change(run, change, event);
    if (isOurs) {
      onChange();
    }
  }

  /**
   * Lets an object go by force whose run was given up, where the cluster did not
   * take that when it was, or where it was deleted only then.
   */
  async letGo(run: Run, { watch, object }: Place): Promise<void> {
    const { steady, recoverWithinMs } = this.#options;
    if (!object?.metadata.deletionTimestamp) {
      return;
    }
    const waits = steady.since(`deleted ${run.id}`);
    if (
      run.state === 'not-recovered' &&
      // Whether that one recovered would not be known any more.
      !run.isUnheard &&
      !isForced(object) &&
      watch?.isCurrent(run.kind) &&
      waits > recoverWithinMs
    ) {
      await this.#force(run);
    }
  }

  /** By no clock that may have been set since it began. */
  #shouldBeOver({ id, startedAt, durationMs, stoppingAt }: Run): boolean {
    const time = this.#options.steady.of(`run ${id}`);
    return (
      stoppingAt !== undefined ||
      (durationMs !== undefined && time > startedAt.getTime() + durationMs)
    );
  }

  /**
   * How long something should be over, by no clock that was set while this process
   * looked on. What already should have been when it first looked has had that
   * time, too; of a cluster that is not heard nothing is known yet.
   */
  #overFor({ id, stoppingAt }: Run, isHeard: boolean): number {
    const { steady } = this.#options;
    const seen = steady.since(`over ${id}`);
    return stoppingAt && isHeard && !steady.hasSeen(`on ${id}`)
      ? Math.max(seen, steady.of(`run ${id}`) - stoppingAt.getTime())
      : seen;
  }

  /** A run without an object: it went while nobody looked, or never came. */
  async #settleGone(run: Run): Promise<void> {
    const { store, steady, onChange, now } = this.#options;
    const at = new Date(now());
    if (run.uid !== undefined) {
      await this.#settleWent(await this.#lastKept(run), at);
      return;
    }
    const waits = Math.max(
      now() - run.startedAt.getTime(),
      steady.since(`start ${run.id}`),
    );
    if (waits > APPLY_MS) {
      const message =
        'Its object never came to the cluster; the portal may have stopped while it started it';
      await store.change(
        run,
        { state: 'failed', endedAt: at, message },
        { type: 'failed', at: at.toISOString(), message },
      );
      onChange();
    }
  }

  /** One whose object was there, and went while nobody looked. */
  async #settleWent(run: Run, at: Date): Promise<void> {
    const { store, onChange } = this.#options;
    if (!isActive(run)) {
      return;
    }
    const message = whyUnproven(run);
    if (message) {
      await this.#keepGivenUp(run, { message });
      return;
    }
    const isOurs = await store.change(
      run,
      { state: 'recovered', endedAt: at },
      { type: 'gone', at: at.toISOString() },
    );
    if (isOurs) {
      onChange();
    }
  }

  /** What its object said last may be known, and on its way to the database. */
  async #lastKept(run: Run): Promise<Run> {
    const { recorder, store } = this.#options;
    await recorder.rest();
    return store.get(run.id);
  }

  /** Says loudly that faults may still be on, and lets the object go by force. */
  async #giveUp(run: Run, object: ObservedExperiment): Promise<void> {
    const { recoverWithinMs } = this.#options;
    const isOurs = await this.#keepGivenUp(run, {
      message: `Its faults were not taken back within ${
        recoverWithinMs / 1000
      } s: look after the pods that still say injected`,
    });
    if (isOurs && object.metadata.deletionTimestamp) {
      await this.#force(run);
    }
  }

  async #force({ cluster, kind, name, namespace }: Run): Promise<void> {
    await this.#options.clusters
      .client(cluster)
      .patch(
        kindNamed(kind),
        { name, namespace },
        { metadata: { annotations: { [CLEAN_ANNOTATION]: FORCED } } },
      );
  }

  /** Says loudly that nobody knows: its cluster is away past the time for recovery. */
  async #giveUpUnheard(run: Run, watch: Place['watch']): Promise<void> {
    const silence = watch?.silence;
    const why = silence
      ? `${run.cluster} does not answer since ${silence.since.toISOString()} (${
          silence.reason
        })`
      : `${run.cluster} does not tell`;
    await this.#keepGivenUp(run, {
      message: `Not known to have recovered: ${why}. Look after its pods there`,
      isUnheard: true,
    });
  }

  /** @returns whether it was given up: it may have recovered meanwhile */
  async #keepGivenUp(
    run: Run,
    { message, isUnheard }: { message: string; isUnheard?: true },
  ): Promise<boolean> {
    const { store, logger, onChange, now } = this.#options;
    const at = new Date(now());
    const isOurs = await store.change(
      run,
      {
        state: 'not-recovered',
        endedAt: at,
        message,
        ...(isUnheard ? { isUnheard } : {}),
      },
      { type: 'not-recovered', at: at.toISOString(), message },
    );
    if (isOurs) {
      logger.error(
        `${run.kind} ${run.namespace}/${run.name} in ${run.cluster} did not recover. ${message}`,
      );
      onChange();
    }
    return isOurs;
  }
}

import { type LoggerService } from '@backstage/backend-plugin-api';
import { CHECKS_ANNOTATION } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { z } from 'zod';
import {
  CHANGED_BY_ANNOTATION,
  RUN_ANNOTATION,
  STARTED_BY_ANNOTATION,
  type ObservedExperiment,
} from '../clusters/experiments';
import { compareRun, stateOf } from './compareRun';
import { entitiesOf } from './entitiesOf';
import { lateRecovery } from './lateRecovery';
import { latestOf, observe, type Observation } from './observe';
import { isForced, whyUnproven } from './recoveryProof';
import { type RunStore } from './RunStore';
import { type SteadyTime } from './SteadyTime';
import { isActive, type Run, type RunTarget } from './types';

const uuid = z.uuid();

export type RecorderOptions = {
  store: RunStore;
  logger: Pick<LoggerService, 'warn' | 'error'>;
  /** Fills in what is known of the pods of an experiment, and their components. */
  describeTargets(cluster: Cluster, targets: RunTarget[]): Promise<RunTarget[]>;
  onChange(): void;
  steady: SteadyTime;
  now(): number;
};

/** Keeps what the clusters say of experiments, whoever started them. */
export class Recorder {
  readonly #options: RecorderOptions;
  /** What is under way for each object: news of one are taken one after the other. */
  readonly #queues = new Map<string, Promise<void>>();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Takes news of an object; it never rejects. */
  see(
    cluster: Cluster,
    object: ObservedExperiment,
    isGone: boolean,
  ): Promise<void> {
    const key = `${cluster.name}/${object.metadata.uid}`;
    const before = this.#queues.get(key) ?? Promise.resolve();
    const taken = before
      .then(() => this.#take(cluster, object, isGone))
      .catch(error => {
        const { kind, metadata } = object;
        this.#options.logger.warn(
          `What became of ${kind} ${metadata.namespace}/${metadata.name} in ${cluster.name} was not kept; the next look does it`,
          error,
        );
      })
      .finally(() => {
        if (this.#queues.get(key) === taken) {
          this.#queues.delete(key);
        }
      });
    this.#queues.set(key, taken);
    return taken;
  }

  /** Resolves once all that was seen is kept. */
  async rest(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async #take(
    cluster: Cluster,
    object: ObservedExperiment,
    isGone: boolean,
  ): Promise<void> {
    const { store, steady, onChange, now } = this.#options;
    const { uid } = object.metadata;
    // Neither a clock that was set since nor one that is behind its cluster's.
    const time = Math.max(steady.of(`object ${uid}`), latestOf(object));
    const seen = observe(object, time);
    const known = await this.#find(cluster, object);
    if (!known) {
      await this.#adopt(cluster, object, seen);
      return;
    }
    const unproven = isGone ? whyUnproven(known, object) : undefined;
    if (known.state === 'not-recovered') {
      const state = stateOf({
        known,
        seen,
        isGone,
        ...(unproven ? { unproven } : {}),
      });
      await this.#seeLate(known, object, state === 'recovered');
    }
    if (!isActive(known)) {
      return;
    }
    const by = object.metadata.annotations[CHANGED_BY_ANNOTATION];
    const at = new Date(now());
    const { change, events } = compareRun({
      known,
      seen,
      targets: await this.#targetsOf(cluster, known, seen),
      at,
      isGone,
      ...(unproven ? { unproven } : {}),
      ...(by ? { by } : {}),
    });
    if (Object.keys(change).length > 0) {
      if (await store.change(known, change, ...events)) {
        this.#sayLoudly({ ...known, ...change });
        onChange();
      } else {
        // Somebody else changed it since it was read.
        await this.#take(cluster, object, isGone);
      }
    }
  }

  #sayLoudly({ state, kind, namespace, name, cluster, message }: Run): void {
    if (state === 'not-recovered') {
      this.#options.logger.error(
        `${kind} ${namespace}/${name} in ${cluster} did not recover. ${message}`,
      );
    }
  }

  /** What was given up may have recovered all the same. */
  async #seeLate(
    known: Run,
    object: ObservedExperiment,
    isOff: boolean,
  ): Promise<void> {
    const { store, onChange, now } = this.#options;
    // Going by force proves nothing.
    if (!isOff || isForced(object)) {
      return;
    }
    const { change, event } = lateRecovery(known, new Date(now()));
    if (await store.change(known, change, event)) {
      onChange();
    }
  }

  async #find(
    cluster: Cluster,
    { metadata }: ObservedExperiment,
  ): Promise<Run | undefined> {
    const { store } = this.#options;
    const byUid = await store.find({
      cluster: cluster.name,
      uid: metadata.uid,
    });
    const id = uuid.safeParse(metadata.annotations[RUN_ANNOTATION]).data;
    if (byUid || id === undefined) {
      return byUid;
    }
    const byId = await store.find({ id });
    // An annotation can be copied along with a manifest, and an object can come
    // after its start failed: only a run that waits for its object is meant by it.
    return byId?.cluster === cluster.name &&
      byId.state === 'starting' &&
      byId.uid === undefined
      ? byId
      : undefined;
  }

  async #adopt(
    cluster: Cluster,
    object: ObservedExperiment,
    seen: Observation,
  ): Promise<void> {
    const { store, describeTargets, onChange, now } = this.#options;
    const { stops, ...observed } = seen;
    const targets = await describeTargets(cluster, observed.targets);
    const isOver = observed.state === 'recovered';
    const isNew = await store.adopt({
      ...observed,
      targets,
      id: randomUUID(),
      cluster: cluster.name,
      region: cluster.region,
      entities: entitiesOf(targets),
      manifest: stringify(cleaned(object)),
      ...(object.metadata.annotations[STARTED_BY_ANNOTATION]
        ? {
            message: `Its annotation names ${object.metadata.annotations[STARTED_BY_ANNOTATION]}`,
          }
        : {}),
      ...(stops ? { stoppingAt: new Date(now()) } : {}),
      ...(isOver ? { endedAt: new Date(now()) } : {}),
    });
    if (isNew) {
      onChange();
    }
  }

  /** The pods of a run now; those that it had while none are seen. */
  async #targetsOf(
    cluster: Cluster,
    known: Run,
    { targets }: Observation,
  ): Promise<RunTarget[]> {
    return targets.length > 0
      ? this.#options.describeTargets(
          cluster,
          keepDescriptions(known.targets, targets),
        )
      : known.targets;
  }
}

/** What was known of pods that may be gone by now. */
function keepDescriptions(known: RunTarget[], seen: RunTarget[]): RunTarget[] {
  return seen.map(target => {
    const before = known.find(
      ({ namespace, name, container }) =>
        namespace === target.namespace &&
        name === target.name &&
        container === target.container,
    );
    return { ...before, ...target };
  });
}

/** The object as a person would write it. */
function cleaned({ apiVersion, kind, metadata, spec }: ObservedExperiment) {
  const { name, namespace } = metadata;
  const checks = metadata.annotations[CHECKS_ANNOTATION];
  const annotations =
    checks === undefined
      ? {}
      : { annotations: { [CHECKS_ANNOTATION]: checks } };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, ...annotations },
    spec,
  };
}

import {
  ChaosRecord,
  CLEAN_ANNOTATION,
  conditionsOf,
  DesiredPhase,
  desiredPhaseOf,
  Experiment,
  ExperimentKind,
  experimentSchema,
  NOT_INJECTED,
  RandomInteger,
  RECORDS_FINALIZER,
  selectTargets,
} from '@shop-platform/backstage-plugin-chaos-common';
import { toError } from '@backstage/errors';
import { ResourceClient } from '../kubernetes';
import { Clock, EventRecorder } from '../kubernetes/controllers';
import { NodeFields, PodFields } from '../kubernetes/controllers/types';
import { Cache } from '../kubernetes/controllers/work/Cache';
import { WorkQueue } from '../kubernetes/controllers/work/WorkQueue';
import { equals } from '../kubernetes/model/json';
import { timestamp } from '../kubernetes/model/KubeObject';
import { afterOperation, operationFor } from './advance';
import { ChaosFields, ChaosKind, StoredChaos } from './ChaosObjects';
import { Injector } from './injectors/Injector';

const RETRY_MS = 1_000;

const MESSAGES: Record<DesiredPhase['reason'], string> = {
  Started: 'Experiment has started',
  Deleted: 'Experiment has been deleted',
  TimeUp: 'Time up according to the duration',
  Paused: 'Experiment has been paused',
};

type Fields = ChaosFields;
type Stored = StoredChaos;

export type ChaosControllerOptions = {
  clock: Clock;
  kind: ExperimentKind;
  objects: ChaosKind;
  injector: Injector;
  pods: Cache<PodFields>;
  nodes: Cache<NodeFields>;
  events: EventRecorder;
  random?: RandomInteger;
  log(line: string): void;
};

/**
 * Makes the experiments of one kind happen: selects their targets once, hits them,
 * and recovers them when their time is up, when they are paused, and before they go.
 * All that it has to remember is in the objects, so that it goes on after a restart.
 */
export class ChaosController {
  readonly #options: ChaosControllerOptions;
  readonly #resource: ResourceClient<Fields>;
  readonly #cache: Cache<Fields>;
  readonly #queue: WorkQueue;
  /** When what failed is tried again, by the target and what was to be done. */
  readonly #retries = new Map<string, number>();

  private constructor(options: ChaosControllerOptions) {
    const { objects, clock, kind, log } = options;
    this.#options = options;
    this.#resource = objects.resource;
    this.#cache = objects.cache;
    this.#queue = new WorkQueue({
      name: `chaos ${kind}`,
      clock,
      reconcile: key => this.#reconcile(key),
      log,
    });
  }

  static start(options: ChaosControllerOptions): ChaosController {
    const controller = new ChaosController(options);
    const { kind, injector } = options;
    controller.#cache.on(({ type, object }) => {
      const { namespace, name } = object.metadata;
      if (type === 'deleted') {
        controller.#forgetRetries(object);
        injector.forget?.(`${kind}/${namespace}/${name}`);
      } else {
        controller.#queue.add(`${namespace}/${name}`);
      }
    });
    return controller;
  }

  stop(): void {
    this.#queue.stop();
    this.#options.injector.stop?.();
  }

  #reconcile(key: string): void {
    const stored = this.#cache.at(key);
    const experiment = experimentSchema.safeParse(stored).data;
    if (!stored || !experiment) {
      return;
    }
    if (this.#hold(stored)) {
      // Its change brings it here again.
      return;
    }
    const { clock, injector, kind } = this.#options;
    const desired = desiredPhaseOf(experiment, clock.now());
    const before = experiment.status?.experiment;
    if (before?.desiredPhase !== desired.phase) {
      this.#tell(stored, desired.reason, MESSAGES[desired.reason]);
    }
    const known = before?.containerRecords ?? this.#select(stored, experiment);
    const records = known?.map(record =>
      this.#advance(stored, experiment, record, desired.phase),
    );
    const name = `${kind}/${key}`;
    const followed = this.#attempt(() =>
      injector.follow?.(name, experiment, records ?? []),
    );
    this.#write(stored, experiment, desired.phase, records);
    const isThere = (records ?? []).every(
      record => operationFor(record, desired.phase) === undefined,
    );
    if (desired.endsIn !== undefined) {
      this.#queue.addAfter(key, desired.endsIn + 1);
    }
    if (!isThere || followed !== undefined) {
      this.#queue.addAfter(key, RETRY_MS);
    }
    this.#release(key);
  }

  /** Keeps it from going before its targets are recovered; whether that was to be written. */
  #hold({ metadata }: Stored): boolean {
    const { finalizers = [], deletionTimestamp } = metadata;
    if (deletionTimestamp || finalizers.includes(RECORDS_FINALIZER)) {
      return false;
    }
    this.#resource.patch(metadata.namespace ?? '', metadata.name ?? '', {
      metadata: { finalizers: [...finalizers, RECORDS_FINALIZER] },
    });
    return true;
  }

  /** Lets go what is deleted and recovered, or what somebody forces to go. */
  #release(key: string): void {
    const stored = this.#cache.at(key);
    const experiment = experimentSchema.safeParse(stored).data;
    if (!stored || !experiment?.metadata.deletionTimestamp) {
      return;
    }
    const { annotations, finalizers = [] } = experiment.metadata;
    const records = experiment.status?.experiment?.containerRecords ?? [];
    const isRecovered = records.every(({ phase }) => phase === NOT_INJECTED);
    const isForced = annotations?.[CLEAN_ANNOTATION] === 'forced';
    if (finalizers.length > 0 && (isRecovered || isForced)) {
      this.#tell(stored, 'FinalizerRemoved', 'Finalizer has been removed');
      const { namespace = '', name = '' } = stored.metadata;
      this.#resource.patch(namespace, name, { metadata: { finalizers: [] } });
    }
  }

  #select(stored: Stored, experiment: Experiment): ChaosRecord[] | undefined {
    const { pods, nodes, random } = this.#options;
    if (experiment.metadata.deletionTimestamp) {
      return undefined;
    }
    try {
      const cluster = { pods: pods.list(), nodes: nodes.list() };
      return selectTargets(experiment, cluster, random).map(
        ({ id, selectorKey }) => ({
          id,
          selectorKey,
          phase: NOT_INJECTED,
          injectedCount: 0,
          recoveredCount: 0,
        }),
      );
    } catch (error) {
      this.#warn(stored, 'select targets', toError(error).message);
      return undefined;
    }
  }

  #advance(
    stored: Stored,
    experiment: Experiment,
    record: ChaosRecord,
    desired: 'Run' | 'Stop',
  ): ChaosRecord {
    const { injector, clock } = this.#options;
    const operation = operationFor(record, desired);
    if (!operation) {
      return record;
    }
    const { uid } = stored.metadata;
    const attempt = `${uid} ${record.selectorKey} ${record.id} ${operation}`;
    if (clock.now() < (this.#retries.get(attempt) ?? 0)) {
      return record;
    }
    this.#retries.delete(attempt);
    const failure = this.#attempt(() =>
      operation === 'Apply'
        ? injector.apply(experiment, record)
        : injector.recover(experiment, record),
    );
    const verb = operation.toLowerCase();
    if (failure !== undefined) {
      this.#retries.set(attempt, clock.now() + RETRY_MS);
      this.#warn(stored, `${verb} chaos`, failure);
    } else {
      this.#tell(
        stored,
        operation === 'Apply' ? 'Applied' : 'Recovered',
        `Successfully ${verb} chaos for ${record.id}`,
      );
    }
    const now = timestamp(new Date(clock.now()));
    return afterOperation(record, operation, now, failure);
  }

  #write(
    stored: Stored,
    experiment: Experiment,
    desiredPhase: 'Run' | 'Stop',
    records: ChaosRecord[] | undefined,
  ): void {
    const status = {
      ...experiment.status,
      conditions: conditionsOf(experiment, records),
      experiment: {
        ...experiment.status?.experiment,
        desiredPhase,
        ...(records && { containerRecords: records }),
      },
    };
    if (!equals(stored.status, status)) {
      this.#resource.update({ ...structuredClone(stored), status });
    }
  }

  /** Why something could not be done; undefined where it was. */
  #attempt(action: () => void): string | undefined {
    try {
      action();
      return undefined;
    } catch (error) {
      return toError(error).message;
    }
  }

  #forgetRetries({ metadata }: Stored): void {
    for (const attempt of this.#retries.keys()) {
      if (attempt.startsWith(`${metadata.uid} `)) {
        this.#retries.delete(attempt);
      }
    }
  }

  #tell(about: Stored, reason: string, message: string): void {
    this.#options.events.normal(about, reason, message);
  }

  #warn(about: Stored, activity: string, why: string): void {
    const message = `Failed to ${activity}: ${why}`;
    this.#options.events.warning(about, 'Failed', message);
  }
}

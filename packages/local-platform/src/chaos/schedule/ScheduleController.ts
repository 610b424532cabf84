import {
  ChaosSchedule,
  dueRun,
  DueRun,
  experimentKinds,
  isOneShot,
  isPaused,
  PAUSE_ANNOTATION,
  progressOf,
  scheduleSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { toError } from '@backstage/errors';
import { Clock, EventRecorder } from '../../kubernetes/controllers';
import {
  controlledBy,
  keyOfObject,
  ownerKey,
} from '../../kubernetes/controllers/work/ownership';
import { WorkQueue } from '../../kubernetes/controllers/work/WorkQueue';
import { equals } from '../../kubernetes/model/json';
import {
  nameOf,
  namespaceOf,
  timestamp,
} from '../../kubernetes/model/KubeObject';
import {
  byAge,
  ChaosKind,
  ChaosObjects,
  INJECTED_KINDS,
  readExperiment,
  StoredChaos,
} from '../ChaosObjects';
import { hasAccomplished } from '../workflow/conditions';

const MANAGED_BY = 'managed-by';
const LATER_MS = 10_000;

export type ScheduleControllerOptions = {
  objects: ChaosObjects;
  clock: Clock;
  events: EventRecorder;
  log(line: string): void;
};

/** How far one of its children is. */
type Child = {
  object: StoredChaos;
  isFinished: boolean;
  endsIn?: number;
  /** It has no end of its own. */
  isEndless: boolean;
};

/**
 * Begins experiments and Workflows when their time has come, as their Schedule
 * says, and clears away those that are over. All that it knows is in the objects.
 */
export class ScheduleController {
  readonly #options: ScheduleControllerOptions;
  readonly #schedules: ChaosKind;
  readonly #queue: WorkQueue;
  /** The run for which it was last said why it has not begun. */
  readonly #told = new Map<string, number>();
  /** Those whose pause may just have ended. */
  readonly #resumed = new Set<string>();

  private constructor(options: ScheduleControllerOptions) {
    const { objects, clock, log } = options;
    this.#options = options;
    this.#schedules = objects.of('Schedule');
    this.#queue = new WorkQueue({
      name: 'chaos Schedule',
      clock,
      reconcile: key => this.#reconcile(key),
      log,
    });
  }

  static start(options: ScheduleControllerOptions): ScheduleController {
    const controller = new ScheduleController(options);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    this.#schedules.cache.on(event => {
      const key = keyOfObject(event.object);
      if (event.type === 'deleted') {
        this.#told.delete(key);
        this.#resumed.delete(key);
        return;
      }
      if (event.type === 'updated' && isPaused(event.previous)) {
        this.#resumed.add(key);
      }
      this.#queue.add(key);
    });
    for (const kind of [...INJECTED_KINDS, 'Workflow'] as const) {
      this.#options.objects.of(kind).cache.on(({ object }) => {
        const key = ownerKey(object, 'Schedule');
        if (key) {
          this.#queue.add(key);
        }
      });
    }
  }

  #reconcile(key: string): void {
    const stored = this.#schedules.cache.at(key);
    const schedule = scheduleSchema.safeParse(stored).data;
    const kind = schedule && this.#options.objects.find(schedule.spec.type);
    if (!stored || !kind || stored.metadata.deletionTimestamp) {
      // What it began goes with it: the owner of each is named.
      return;
    }
    this.#followPause(stored, schedule, kind);
    this.#clearAway(stored, schedule, kind);
    this.#listActive(stored, kind);
    if (!isPaused(schedule)) {
      this.#beginDue(key, kind);
    }
  }

  #childrenOf({ metadata }: StoredChaos, { cache }: ChaosKind): Child[] {
    const now = this.#options.clock.now();
    return byAge(cache.ownedBy(metadata.uid)).map(object => {
      const experiment = readExperiment(object);
      return experiment
        ? {
            object,
            isEndless: !isOneShot(experiment) && !experiment.spec.duration,
            ...progressOf(experiment, now),
          }
        : {
            object,
            isFinished: hasAccomplished(object.status),
            isEndless: false,
          };
    });
  }

  /**
   * What it began is paused with it, and goes on with it. One that somebody paused
   * for itself stays so while its Schedule goes on.
   */
  #followPause(
    stored: StoredChaos,
    schedule: ChaosSchedule,
    kind: ChaosKind,
  ): void {
    const key = keyOfObject(stored);
    const paused = isPaused(schedule);
    if (schedule.spec.type === 'Workflow') {
      if (paused && !this.#told.has(key)) {
        this.#told.set(key, 0);
        this.#warn(
          stored,
          'NotSupported',
          'pausing a workflow schedule is not supported',
        );
      }
      return;
    }
    const isResumed = this.#resumed.delete(key) && !paused;
    if (!paused && !isResumed) {
      return;
    }
    for (const { object } of this.#childrenOf(stored, kind)) {
      if (isPaused(object) !== paused) {
        kind.resource.patch(namespaceOf(object), nameOf(object), {
          metadata: { annotations: { [PAUSE_ANNOTATION]: String(paused) } },
        });
      }
    }
  }

  /** Deletes the oldest that are over, and endless ones, beyond the history. */
  #clearAway(
    stored: StoredChaos,
    { spec }: ChaosSchedule,
    kind: ChaosKind,
  ): void {
    const children = this.#childrenOf(stored, kind).filter(
      ({ object }) => !object.metadata.deletionTimestamp,
    );
    const surplus = children.length - (spec.historyLimit ?? 0);
    for (const child of children.slice(0, Math.max(0, surplus))) {
      const { object, isFinished, isEndless, endsIn } = child;
      if (isFinished || isEndless) {
        kind.resource.delete(namespaceOf(object), nameOf(object), {
          propagationPolicy: 'Background',
        });
      } else if (endsIn !== undefined) {
        this.#queue.addAfter(keyOfObject(stored), endsIn + 1);
      }
    }
  }

  #listActive(stored: StoredChaos, kind: ChaosKind): void {
    const active = this.#childrenOf(stored, kind)
      .map(({ object: { apiVersion, kind: kindName, metadata } }) => ({
        apiVersion,
        kind: kindName,
        namespace: metadata.namespace,
        name: metadata.name,
        uid: metadata.uid,
      }))
      .sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
    const { active: known = [] } = { active: [], ...stored.status };
    if (!equals(known, active)) {
      this.#writeStatus(keyOfObject(stored), { active });
    }
  }

  #beginDue(key: string, kind: ChaosKind): void {
    const { clock } = this.#options;
    const stored = this.#schedules.cache.at(key);
    const schedule = scheduleSchema.safeParse(stored).data;
    if (!stored || !schedule) {
      return;
    }
    const now = clock.now();
    const run = this.#dueRun(stored, schedule, now);
    if (run?.next !== undefined) {
      this.#queue.addAfter(key, run.next - now);
    }
    if (run?.due === undefined) {
      return;
    }
    const isNews = this.#told.get(key) !== run.due;
    this.#told.set(key, run.due);
    const running = this.#childrenOf(stored, kind).find(
      ({ isFinished }) => !isFinished,
    );
    if (running && schedule.spec.concurrencyPolicy !== 'Allow') {
      if (isNews) {
        this.#warn(
          stored,
          'Forbid',
          `Forbid spawning new job because: ${nameOf(
            running.object,
          )} is still running`,
        );
      }
      if (running.endsIn !== undefined) {
        this.#queue.addAfter(key, running.endsIn + 1);
      }
      return;
    }
    this.#begin(stored, schedule, kind, now);
  }

  /** Undefined where it cannot be told. */
  #dueRun(
    stored: StoredChaos,
    schedule: ChaosSchedule,
    now: number,
  ): DueRun | undefined {
    try {
      return dueRun(schedule, now);
    } catch (error) {
      const why = toError(error).message;
      this.#warn(stored, 'Failed', `Failed to get run time: ${why}`);
      return undefined;
    }
  }

  #begin(
    stored: StoredChaos,
    { spec }: ChaosSchedule,
    kind: ChaosKind,
    now: number,
  ): void {
    const { type } = spec;
    const fields: Record<string, { field: string } | undefined> =
      experimentKinds;
    const name = nameOf(stored);
    try {
      const created = kind.resource.create(namespaceOf(stored), {
        metadata: {
          generateName: `${name}-`,
          labels: { [MANAGED_BY]: name },
          ownerReferences: [controlledBy(stored)],
        },
        spec: structuredClone(spec[fields[type]?.field ?? 'workflow']),
      });
      this.#options.events.normal(
        stored,
        'Spawned',
        `Create new object: ${nameOf(created)}`,
      );
    } catch (error) {
      const why = toError(error).message;
      this.#warn(stored, 'Failed', `Failed to create new object: ${why}`);
      this.#queue.addAfter(keyOfObject(stored), LATER_MS);
      return;
    }
    this.#writeStatus(keyOfObject(stored), { time: timestamp(new Date(now)) });
    this.#options.events.normal(
      stored,
      'Updated',
      'Successfully update lastScheduleTime of resource',
    );
  }

  #writeStatus(key: string, change: object): void {
    const current = this.#schedules.cache.at(key);
    if (current) {
      const { resource } = this.#schedules;
      const status = { ...current.status, ...change };
      resource.update({ ...structuredClone(current), status });
    }
  }

  #warn(about: StoredChaos, reason: string, message: string): void {
    this.#options.events.warning(about, reason, message);
  }
}

import { randomUUID } from 'node:crypto';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { type LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, toError } from '@backstage/errors';
import { type NotificationService } from '@backstage/plugin-notifications-node';
import {
  type ChaosGameDay,
  type ChaosGameDayPlan,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { type PolicySettings } from '../config';
import { type GameDay, type GameDayStore } from './GameDayStore';

/** How long before it begins people are told. */
const AHEAD_MS = 60 * 60_000;
/** How long after it should have begun they still are, as after an outage. */
const LATE_MS = 60 * 60_000;
/** More than anybody plans in the six weeks of a calendar. */
const MOST = 500;

export type GameDaysOptions = {
  store: GameDayStore;
  clusters: Pick<ClustersService, 'list'>;
  policy: Pick<PolicySettings, 'namespaces'>;
  notifications: Pick<NotificationService, 'send'>;
  logger: Pick<LoggerService, 'warn'>;
  onChange(): void;
  now(): number;
};

/** What people plan to break together. Nothing starts by it: a person does that. */
export class GameDays {
  readonly #options: GameDaysOptions;

  constructor(options: GameDaysOptions) {
    this.#options = options;
  }

  /** Those that begin in a stretch of time, the cancelled ones included. */
  async in(
    from: number,
    to: number,
  ): Promise<{ days: ChaosGameDay[]; hasMore: boolean }> {
    const days = await this.#options.store.startingIn(
      new Date(from),
      new Date(to),
      MOST + 1,
    );
    return {
      days: days.slice(0, MOST).map(day => this.#toWire(day)),
      hasMore: days.length > MOST,
    };
  }

  async plan(plan: ChaosGameDayPlan, person: string): Promise<ChaosGameDay> {
    const day = this.#read(randomUUID(), plan, person);
    await this.#options.store.add(day);
    this.#options.onChange();
    return this.#toWire(day);
  }

  async change(id: string, plan: ChaosGameDayPlan): Promise<ChaosGameDay> {
    const { store, onChange } = this.#options;
    const before = await store.get(id);
    // Who changes it did not plan it: the audit log has who that was.
    const day = this.#read(id, plan, before.plannedBy);
    if (!(await store.change(day))) {
      throw new ConflictError(
        `'${before.title}' was cancelled; plan another game day`,
      );
    }
    onChange();
    return this.#toWire(day);
  }

  async cancel(id: string, person: string): Promise<ChaosGameDay> {
    const { store, onChange, now } = this.#options;
    const before = await store.get(id);
    if (!(await store.cancel(id, person, new Date(now())))) {
      throw new ConflictError(`'${before.title}' was cancelled before`);
    }
    onChange();
    return this.#toWire(await store.get(id));
  }

  /**
   * Tells those who take part in what begins within the hour, once. What cannot
   * be told keeps no other one from being, and is tried again at the next look.
   */
  async remind(signal?: AbortSignal): Promise<void> {
    const { store, logger, now } = this.#options;
    const time = now();
    const stretch = {
      from: new Date(time - LATE_MS),
      to: new Date(time + AHEAD_MS),
      now: new Date(time),
    };
    for (const { id, title } of await store.untold(stretch)) {
      if (signal?.aborted) {
        return;
      }
      try {
        await store.remind(id, stretch.now, day => this.#tell(day));
      } catch (error) {
        logger.warn(
          `Nobody was told that the game day '${title}' (${id}) begins; it is tried again`,
          toError(error),
        );
      }
    }
  }

  async #tell(day: GameDay): Promise<void> {
    const { id, title, at, cluster, namespace, people, plannedBy } = day;
    await this.#options.notifications.send({
      recipients: {
        type: 'entity',
        entityRef: [...new Set([plannedBy, ...people])],
      },
      payload: {
        title: `Game day: ${title}`,
        description: `It begins at ${at.toISOString()}, in ${namespace} of ${cluster}. A person starts it.`,
        link: `/chaos/calendar?${new URLSearchParams({
          view: 'list',
          date: at.toISOString(),
          gameDay: id,
        })}`,
        scope: `chaos:game-day:${id}`,
        topic: 'chaos',
      },
    });
  }

  /** What is planned, as it is kept. @throws InputError */
  #read(id: string, plan: ChaosGameDayPlan, plannedBy: string): GameDay {
    const { now } = this.#options;
    const title = plan.title.trim();
    if (title === '') {
      throw new InputError('A game day needs a title');
    }
    const at = Date.parse(plan.at);
    if (!(at > now())) {
      throw new InputError(
        `A game day is planned for a time to come; ${plan.at} is over`,
      );
    }
    this.#checkPlace(plan);
    if (plan.preset !== undefined && plan.workflow !== undefined) {
      throw new InputError(
        'A game day begins with an experiment or with a Workflow; leave one of them out',
      );
    }
    return {
      id,
      title,
      at: new Date(at),
      cluster: plan.cluster,
      namespace: plan.namespace,
      entity: plan.entity && toRef(plan.entity, 'component'),
      preset: plan.preset,
      workflow: plan.workflow,
      people: [...new Set(plan.people.map(toPersonRef))],
      notes: plan.notes?.trim() || undefined,
      plannedBy,
      plannedAt: new Date(now()),
      cancelled: undefined,
    };
  }

  #checkPlace({ cluster, namespace }: ChaosGameDayPlan): void {
    const { clusters, policy } = this.#options;
    const names = clusters.list().map(({ name }) => name);
    if (!names.includes(cluster)) {
      throw new InputError(
        `There is no cluster '${cluster}'; there are ${names.join(', ')}`,
      );
    }
    if (!policy.namespaces.includes(namespace)) {
      throw new InputError(
        `Nothing in the namespace '${namespace}' may be hit; choose one of ${policy.namespaces.join(
          ', ',
        )}`,
      );
    }
  }

  #toWire(day: GameDay): ChaosGameDay {
    const { entity, preset, workflow, notes, cancelled, ...rest } = day;
    const known = this.#options.clusters
      .list()
      .find(({ name }) => name === day.cluster);
    return {
      ...rest,
      at: day.at.toISOString(),
      region: known?.region ?? day.cluster,
      plannedAt: day.plannedAt.toISOString(),
      ...(entity ? { entity } : {}),
      ...(preset ? { preset } : {}),
      ...(workflow ? { workflow } : {}),
      ...(notes ? { notes } : {}),
      ...(cancelled
        ? { cancelled: { by: cancelled.by, at: cancelled.at.toISOString() } }
        : {}),
    };
  }
}

/** @throws InputError */
function toPersonRef(text: string): string {
  const ref = toRef(text, 'user');
  if (!/^(user|group):/.test(ref)) {
    throw new InputError(
      `'${text}' is neither a person nor a group; write user:default/name or group:default/name`,
    );
  }
  return ref;
}

/** @throws InputError */
function toRef(text: string, defaultKind: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(text.trim(), { defaultKind }));
  } catch {
    throw new InputError(
      `'${text}' names no entity; write it as ${defaultKind}:default/name`,
    );
  }
}

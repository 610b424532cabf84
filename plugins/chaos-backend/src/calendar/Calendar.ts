import { InputError } from '@backstage/errors';
import {
  type ChaosCalendar,
  type ChaosCalendarQuery,
  type ChaosPlannedRun,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { type PolicySettings } from '../config';
import { type GameDays } from '../gameDays/GameDays';
import { type RunStore } from '../runs/RunStore';
import { silencesOf, workflowToWire } from '../standing/toStanding';
import { closedTimes } from './closedTimes';
import { plansOf, type Stretch } from './plans';

const DAY_MS = 24 * 3_600_000;
/** Six weeks and a change of the clocks. */
const LONGEST_DAYS = 43;
/** Of all Schedules, so many runs are told. */
const MOST_PLANS = 3_000;
const MOST_RUNS = 1_000;

export type CalendarOptions = {
  watches: readonly ClusterWatch[];
  store: Pick<RunStore, 'startedIn'>;
  gameDays: Pick<GameDays, 'in'>;
  policy: PolicySettings;
  now(): number;
};

/** What ran, what is planned, and when nothing may run, in all clusters. */
export class Calendar {
  readonly #options: CalendarOptions;

  constructor(options: CalendarOptions) {
    this.#options = options;
  }

  async read(query: ChaosCalendarQuery): Promise<ChaosCalendar> {
    const { watches, store, gameDays, policy } = this.#options;
    const stretch = stretchOf(query);
    const [runs, planned] = await Promise.all([
      store.startedIn(
        new Date(stretch.from),
        new Date(stretch.to),
        MOST_RUNS + 1,
      ),
      gameDays.in(stretch.from, stretch.to),
    ]);
    return {
      from: iso(stretch.from),
      to: iso(stretch.to),
      ...this.#plans(stretch),
      closed: this.#closed(stretch),
      freezes: policy.freezes
        .filter(({ from, to }) => from < stretch.to && to > stretch.from)
        .map(({ from, to, reason, regions }) => ({
          from: iso(from),
          to: iso(to),
          reason,
          ...(regions ? { regions } : {}),
        })),
      runs: runs.slice(0, MOST_RUNS),
      hasMoreRuns: runs.length > MOST_RUNS,
      workflows: watches.flatMap(watch => {
        const nodes = watch.nodes();
        return watch
          .workflows()
          .map(workflow => workflowToWire(watch.cluster, workflow, nodes))
          .filter(({ lastRun, createdAt }) => {
            const at = Date.parse(lastRun ?? createdAt);
            return at >= stretch.from && at < stretch.to;
          });
      }),
      gameDays: planned.days,
      hasMoreGameDays: planned.hasMore,
      silent: silencesOf(watches),
    };
  }

  #plans(stretch: Stretch): Pick<ChaosCalendar, 'planned' | 'often'> {
    const { watches, policy } = this.#options;
    const now = this.#options.now();
    const planned: ChaosPlannedRun[] = [];
    const often: ChaosCalendar['often'] = [];
    for (const { cluster, schedule } of watches.flatMap(watch =>
      watch
        .schedules()
        .map(each => ({ cluster: watch.cluster, schedule: each })),
    )) {
      const room = MOST_PLANS - planned.length;
      const { plans, until } = plansOf({
        cluster,
        schedule,
        policy,
        stretch,
        now,
      });
      planned.push(...plans.slice(0, room));
      const end = until === undefined ? plans[room]?.at : iso(until);
      if (end !== undefined) {
        const { name, namespace = '' } = schedule.metadata;
        often.push({ cluster: cluster.name, namespace, name, until: end });
      }
    }
    planned.sort((one, other) => one.at.localeCompare(other.at));
    return { planned, often };
  }

  /** Those of several clusters that are the same are told once. */
  #closed(stretch: Stretch): ChaosCalendar['closed'] {
    const { watches, policy } = this.#options;
    const closed = new Map<string, ChaosCalendar['closed'][number]>();
    for (const { cluster } of watches) {
      for (const { from, to } of closedTimes(policy, cluster.name, stretch)) {
        const key = `${from} ${to}`;
        const known = closed.get(key);
        if (known) {
          known.clusters.push(cluster.name);
        } else {
          closed.set(key, {
            from: iso(from),
            to: iso(to),
            clusters: [cluster.name],
          });
        }
      }
    }
    return [...closed.values()];
  }
}

function stretchOf(query: ChaosCalendarQuery): Stretch {
  const from = Date.parse(query.from);
  const to = Date.parse(query.to);
  if (!(from < to)) {
    throw new InputError("'to' has to be after 'from'");
  }
  if (to - from > LONGEST_DAYS * DAY_MS) {
    throw new InputError(
      `A calendar has at most ${LONGEST_DAYS} days; ask for fewer`,
    );
  }
  return { from, to };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

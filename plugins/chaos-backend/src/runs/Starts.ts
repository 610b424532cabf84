import { type Knex } from 'knex';
import { longestRate, type Start } from '../preflight/checkRate';
import { type PolicySettings } from '../config';
import { type RunRow } from './rows';

const RUNS = 'chaos_runs';
const DAY_MS = 24 * 3_600_000;
const BEGUN = 'chaos_begun_workflows';
/** Those that hit nothing: nobody approved them, or the cluster did not take them. */
const NEVER_ON = ['awaiting-approval', 'rejected', 'failed'];

type BegunRow = {
  at: Date;
  by: string;
  cluster: string;
  namespace: string;
  name: string;
};

/** What was started lately, by the history of all replicas. */
export class Starts {
  readonly #options: {
    knex: Knex;
    policy: Pick<PolicySettings, 'rate'>;
    now(): number;
  };

  constructor(options: {
    knex: Knex;
    policy: Pick<PolicySettings, 'rate'>;
    now(): number;
  }) {
    this.#options = options;
  }

  /**
   * All that counts for a rate, but for one run. Within a transaction, as that
   * one sees them.
   */
  async recent(
    except?: string,
    knex: Knex = this.#options.knex,
  ): Promise<Start[]> {
    const longest = longestRate(this.#options.policy);
    if (longest === 0) {
      return [];
    }
    const since = new Date(this.#options.now() - longest);
    const runs = await knex<RunRow>(RUNS)
      .select('id', 'state', 'started_by', 'started_at', 'entities')
      .where('started_at', '>', since);
    const begun = await knex<BegunRow>(BEGUN)
      .select('at', 'by')
      .where('at', '>', since);
    return [
      ...runs
        .filter(({ id }) => id !== except)
        .map(({ state, started_by: by, started_at: at, entities }) => ({
          at,
          ...(by === null ? {} : { by }),
          entities:
            typeof entities === 'string' || NEVER_ON.includes(state)
              ? []
              : entities,
        })),
      ...begun.map(({ at, by }) => ({ at, by, entities: [] })),
    ];
  }

  /** Keeps that a person begins a Workflow; what it starts has no person. */
  async begin(workflow: Omit<BegunRow, 'at'>, knex: Knex): Promise<void> {
    const { now, policy } = this.#options;
    const at = new Date(now());
    await knex<BegunRow>(BEGUN).insert({ ...workflow, at });
    // Nobody asks for older ones.
    await knex<BegunRow>(BEGUN)
      .where('at', '<', new Date(at.getTime() - longestRate(policy) - DAY_MS))
      .delete();
  }
}

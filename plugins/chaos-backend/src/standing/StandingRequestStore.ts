import { NotFoundError } from '@backstage/errors';
import {
  type ChaosRunTarget,
  type ChaosStandingRef,
  type ChaosStandingRequest,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';

const TABLE = 'chaos_standing_requests';

export type RequestState = ChaosStandingRequest['state'];

/** What somebody asked to create, begin or resume, as it is kept. */
export type StandingRequest = ChaosStandingRef & {
  id: string;
  action: ChaosStandingRequest['action'];
  manifest: string;
  entities: string[];
  targets: ChaosRunTarget[];
  askedBy: string;
  askedAt: Date;
  state: RequestState;
  decidedBy: string | undefined;
  decidedAt: Date | undefined;
  reason: string | undefined;
};

/** How the wait of one ends. */
export type Decision = {
  state: Exclude<RequestState, 'waiting'>;
  at: Date;
  by?: string;
  reason?: string;
};

type Row = ChaosStandingRef & {
  id: string;
  action: StandingRequest['action'];
  manifest: string;
  entities: string[];
  targets: ChaosRunTarget[];
  state: RequestState;
  asked_by: string;
  asked_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
};

/** What waits for another person's approval, and what was decided, in PostgreSQL. */
export class StandingRequestStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(id: string): Promise<StandingRequest> {
    const row = await this.#knex<Row>(TABLE).where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no request '${id}'`);
    }
    return fromRow(row);
  }

  /** Those that wait, the oldest first. */
  async waiting(knex: Knex = this.#knex): Promise<StandingRequest[]> {
    const rows = await knex<Row>(TABLE)
      .where({ state: 'waiting' })
      .orderBy('asked_at');
    return rows.map(fromRow);
  }

  /** Keeps one that waits. */
  async add(
    {
      askedBy,
      askedAt,
      entities,
      targets,
      ...request
    }: Omit<StandingRequest, 'state' | 'decidedBy' | 'decidedAt' | 'reason'>,
    knex: Knex,
  ): Promise<void> {
    await knex(TABLE).insert({
      ...request,
      entities: JSON.stringify(entities),
      targets: JSON.stringify(targets),
      state: 'waiting',
      asked_by: askedBy,
      asked_at: askedAt,
    });
  }

  /** Does something as long as one waits, and nobody else decides about it. */
  async whileWaiting<T>(
    id: string,
    work: (transaction: Knex) => Promise<T>,
  ): Promise<T | undefined> {
    return this.#knex.transaction(async transaction => {
      const waits = await transaction<Row>(TABLE)
        .where({ id, state: 'waiting' })
        .forUpdate()
        .first('id');
      return waits ? work(transaction) : undefined;
    });
  }

  /** Ends the wait of one; false where it had ended before. */
  async decide(
    id: string,
    { state, at, by, reason }: Decision,
    knex: Knex,
  ): Promise<boolean> {
    const decided = await knex<Row>(TABLE)
      .where({ id, state: 'waiting' })
      .update({
        state,
        decided_at: at,
        decided_by: by ?? null,
        reason: reason ?? null,
      });
    return decided > 0;
  }
}

/** Which Schedule or Workflow one is about. */
export function refOf(request: ChaosStandingRef): ChaosStandingRef {
  const { cluster, kind, namespace, name } = request;
  return { cluster, kind, namespace, name };
}

function fromRow(row: Row): StandingRequest {
  const { asked_by, asked_at, decided_by, decided_at, reason, ...same } = row;
  return {
    ...same,
    askedBy: asked_by,
    askedAt: asked_at,
    decidedBy: decided_by ?? undefined,
    decidedAt: decided_at ?? undefined,
    reason: reason ?? undefined,
  };
}

import { type ChaosHalt } from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { lockStarts } from '../runs/lockStarts';

const HALTS = 'chaos_halts';
const LEVERS = 'chaos_levers';

type HaltRow = {
  cluster: string;
  at: Date;
  by: string;
  reason: string;
  from_cluster: boolean;
};

type LeverRow = {
  cluster: string;
  halt_at: Date | null;
  resource_version: string | null;
  problem: string | null;
};

/** A lever that is pulled. */
export type Halt = {
  at: Date;
  by: string;
  reason: string;
  from: 'portal' | 'cluster';
};

/** What the portal and the lever of a cluster last agreed on. */
export type Agreed = {
  /** Which halt; undefined where both were armed. */
  haltAt: Date | undefined;
  /** Of the cluster's lever; undefined where there was none. */
  version: string | undefined;
};

/** What is kept of a cluster. */
export type Kept = {
  halt: Halt | undefined;
  /** Undefined where the cluster was never asked. */
  agreed: (Agreed & { problem: string | undefined }) | undefined;
};

const UNKNOWN: Kept = { halt: undefined, agreed: undefined };

/**
 * In which clusters nothing may start, since everything was halted there. Kept
 * in PostgreSQL: it holds for all replicas and over restarts.
 */
export class Levers {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** By cluster. Within a transaction, as that one sees it. */
  async pulled(knex: Knex = this.#knex): Promise<Map<string, ChaosHalt>> {
    const rows = await knex<HaltRow>(HALTS).select();
    return new Map(rows.map(row => [row.cluster, haltToWire(fromRow(row))]));
  }

  /** What is kept of a cluster. */
  async kept(cluster: string): Promise<Kept> {
    return (await this.allKept()).get(cluster) ?? UNKNOWN;
  }

  /** What is kept, by cluster; nothing is of those that are left out. */
  async allKept(): Promise<Map<string, Kept>> {
    // Together, so that no halt is seen without what was agreed on it.
    const { halts, levers } = await this.#knex.transaction(
      async transaction => ({
        halts: await transaction<HaltRow>(HALTS).select(),
        levers: await transaction<LeverRow>(LEVERS).select(),
      }),
      { isolationLevel: 'repeatable read', readOnly: true },
    );
    const all = new Map<string, Kept>();
    for (const row of levers) {
      all.set(row.cluster, { halt: undefined, agreed: fromLeverRow(row) });
    }
    for (const row of halts) {
      const { agreed } = all.get(row.cluster) ?? UNKNOWN;
      all.set(row.cluster, { halt: fromRow(row), agreed });
    }
    return all;
  }

  /**
   * Pulls them, and returns when no start is under way any more that did not
   * see it. One that is pulled already stays as it is: the first reason counts.
   */
  async pull(
    clusters: string[],
    halt: Omit<Halt, 'from' | 'at'>,
  ): Promise<void> {
    await this.#knex.transaction(async transaction => {
      await lockStarts(transaction);
      await insert(transaction, clusters, {
        ...halt,
        at: new Date(),
        from: 'portal',
      });
    });
  }

  async arm(clusters: string[]): Promise<void> {
    await this.#knex<HaltRow>(HALTS).whereIn('cluster', clusters).delete();
  }

  /**
   * Keeps that both agree; false where somebody has kept another thing since
   * `before` was read.
   */
  async agree(cluster: string, before: Kept, now: Agreed): Promise<boolean> {
    return replace(this.#knex, cluster, before, now);
  }

  /** Pulls the lever because that of the cluster was, as long as `before` holds. */
  async takePull(
    cluster: string,
    before: Kept,
    halt: Halt,
    version: string,
  ): Promise<boolean> {
    return this.#knex.transaction(async transaction => {
      await lockStarts(transaction);
      const agreed = { haltAt: halt.at, version };
      const isOurs = await replace(transaction, cluster, before, agreed);
      if (isOurs) {
        await insert(transaction, [cluster], halt);
      }
      return isOurs;
    });
  }

  /** Arms because the lever of the cluster was, as long as `before` holds. */
  async takeArm(
    cluster: string,
    before: Kept,
    version: string,
  ): Promise<boolean> {
    return this.#knex.transaction(async transaction => {
      const agreed = { haltAt: undefined, version };
      const isOurs = await replace(transaction, cluster, before, agreed);
      if (isOurs && before.halt) {
        await transaction<HaltRow>(HALTS)
          .where({ cluster, at: before.halt.at })
          .delete();
      }
      return isOurs;
    });
  }

  /** Keeps why the lever of a cluster could not be asked or set. */
  async fail(cluster: string, problem: string): Promise<void> {
    await this.#knex<LeverRow>(LEVERS)
      .insert({ cluster, problem })
      .onConflict('cluster')
      .merge(['problem']);
  }
}

async function insert(
  knex: Knex,
  clusters: string[],
  { at, by, reason, from }: Halt,
): Promise<void> {
  await knex<HaltRow>(HALTS)
    .insert(
      clusters.map(cluster => ({
        cluster,
        at,
        by,
        reason,
        from_cluster: from === 'cluster',
      })),
    )
    .onConflict('cluster')
    .ignore();
}

/** The replica whose update finds what it has read is the one that decides. */
async function replace(
  knex: Knex,
  cluster: string,
  { agreed: before }: Kept,
  { haltAt, version }: Agreed,
): Promise<boolean> {
  const row = {
    cluster,
    halt_at: haltAt ?? null,
    resource_version: version ?? null,
    problem: null,
  };
  if (!before) {
    const inserted = await knex<LeverRow>(LEVERS)
      .insert(row)
      .onConflict('cluster')
      .ignore()
      .returning('cluster');
    return inserted.length > 0;
  }
  const updated = await knex<LeverRow>(LEVERS)
    .where({ cluster })
    .whereRaw('halt_at IS NOT DISTINCT FROM ?::timestamptz', [
      before.haltAt ?? null,
    ])
    .whereRaw('resource_version IS NOT DISTINCT FROM ?::text', [
      before.version ?? null,
    ])
    .update(row);
  return updated > 0;
}

function fromRow({ at, by, reason, from_cluster: isOfCluster }: HaltRow): Halt {
  return { at, by, reason, from: isOfCluster ? 'cluster' : 'portal' };
}

function fromLeverRow(row: LeverRow): Kept['agreed'] {
  return {
    haltAt: row.halt_at ?? undefined,
    version: row.resource_version ?? undefined,
    problem: row.problem ?? undefined,
  };
}

/** A halt as it is sent. */
export function haltToWire({ at, ...halt }: Halt): ChaosHalt {
  return { ...halt, at: at.toISOString() };
}

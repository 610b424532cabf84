import { type Knex } from 'knex';
import { type ClusterWatch } from '../clusters/ClusterWatch';
import { type Run } from '../runs/types';
import { podEffectOf, type PodEffect, type PodsHit } from './podEffects';

const EFFECTS = 'chaos_run_pods';

type EffectRow = { run: string; pod: string; effect: PodEffect; at: Date };

export type PodWitnessOptions = {
  knex: Knex;
  watches: readonly ClusterWatch[];
  now(): number;
};

/**
 * Sees what becomes of the pods that PodChaos hits, and keeps it: a pod that was
 * not ready is ready again when its run is judged, or gone.
 */
export class PodWitness {
  readonly #options: PodWitnessOptions;

  constructor(options: PodWitnessOptions) {
    this.#options = options;
  }

  /** Looks at the pods of a run; what its cluster does not tell now is not seen. */
  async look(run: Run): Promise<void> {
    const { knex, now } = this.#options;
    const pods = this.#podsOf(run);
    if (run.kind !== 'PodChaos' || !pods) {
      return;
    }
    const at = new Date(now());
    const rows = run.targets.flatMap((target): EffectRow[] => {
      const pod = pods.find(
        ({ metadata }) =>
          metadata.namespace === target.namespace &&
          metadata.name === target.name,
      );
      const effect = podEffectOf(run, target, pod);
      return effect ? [{ run: run.id, pod: idOf(target), effect, at }] : [];
    });
    if (rows.length > 0) {
      await knex<EffectRow>(EFFECTS).insert(rows).onConflict().ignore();
    }
  }

  /** What was seen of the pods of a run; throws where that cannot be told yet. */
  async of(run: Run): Promise<PodsHit> {
    const { knex } = this.#options;
    await this.look(run);
    const rows = await knex<EffectRow>(EFFECTS).where({ run: run.id });
    if (rows.length === 0 && !this.#podsOf(run)) {
      throw new Error(`${run.cluster} does not tell what became of its pods`);
    }
    return {
      hit: new Set(rows.map(({ pod }) => pod)).size,
      of: new Set(run.targets.map(idOf)).size,
      how: [...new Set(rows.map(({ effect }) => effect))].sort(),
    };
  }

  #podsOf({ cluster }: Run) {
    const watch = this.#options.watches.find(
      each => each.cluster.name === cluster,
    );
    return watch?.arePodsCurrent ? watch.pods() : undefined;
  }
}

function idOf({ namespace, name }: Run['targets'][number]): string {
  return `${namespace}/${name}`;
}

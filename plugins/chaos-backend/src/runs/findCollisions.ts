import { overlaps, type Dependencies } from '../preflight/overlaps';
import { placesOf } from '../preflight/places';
import { isActive, type Run } from './types';

/** The object of a step can stay for a moment after that of the next one came. */
const GRACE_MS = 10_000;

/** A run, and the one that was on before it on the same pods or path of dependencies. */
export type Collision = { run: Run; other: Run };

/**
 * Finds runs that something started by itself beside others, in all clusters.
 * Those of people are refused before they start; of what a Schedule or a Workflow
 * starts nobody is asked. The steps of one Workflow are left to those who wrote it.
 *
 * @param read - asks who depends on whom, which is done only where two may collide
 */
export async function findCollisions(
  active: readonly Run[],
  now: number,
  read: () => Promise<Dependencies>,
): Promise<Collision[]> {
  const on = active
    .filter(run => isActive(run) && !run.stoppingAt && !run.haltedBy)
    .sort(
      (one, other) =>
        one.startedAt.getTime() - other.startedAt.getTime() ||
        one.id.localeCompare(other.id),
    );
  const mayCollide = (run: Run, other: Run) =>
    run.parent !== undefined &&
    now - run.startedAt.getTime() >= GRACE_MS &&
    !isOfSameWorkflow(run, other);
  if (!on.some((run, at) => on.slice(0, at).some(o => mayCollide(run, o)))) {
    return [];
  }
  const components = await read();
  const staying: Run[] = [];
  const found: Collision[] = [];
  for (const run of on) {
    const other = staying.find(
      each =>
        mayCollide(run, each) && overlaps(components, hitBy(run), hitBy(each)),
    );
    if (other) {
      found.push({ run, other });
    } else {
      staying.push(run);
    }
  }
  return found;
}

/** Also what the catalog does not know, which is of one cluster. */
function hitBy({ cluster, entities, targets }: Run): string[] {
  return [
    ...entities,
    ...placesOf(targets).map(place => `${cluster} ${place}`),
  ];
}

function isOfSameWorkflow(one: Run, other: Run): boolean {
  return (
    one.parent?.kind === 'Workflow' &&
    other.parent?.kind === 'Workflow' &&
    one.cluster === other.cluster &&
    one.parent.name === other.parent.name &&
    one.namespace === other.namespace
  );
}

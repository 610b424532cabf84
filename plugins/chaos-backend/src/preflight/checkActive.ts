import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { refsFor, type KnownComponents } from '../components/Components';
import { HIDDEN } from '../components/hidden';
import { type PolicySettings } from '../config';
import { say } from '../findings/say';
import { isActive, type Run } from '../runs/types';
import { overlaps } from './overlaps';

/**
 * Whether an experiment may start beside those that are on: two never hit the
 * same pods, nor what lies on one path of dependencies, in whichever clusters:
 * services call across, and are in the traces by their names alone, so none could
 * tell whose effect it sees. What a person asked for and nobody approved yet
 * counts among that person's runs: it hits nothing, but takes the time of those
 * who approve.
 */
export function checkActive(options: ActiveInput): ChaosFinding[] {
  return [checkOverlap(options), checkMaxActive(options)];
}

type ActiveInput = {
  policy: PolicySettings;
  known: KnownComponents;
  /** The components that would be hit. */
  entities: string[];
  /** The pods and the workloads that would be. */
  places: string[];
  placesOf(run: Run): string[];
  cluster: Cluster;
  startedBy: string;
  /** It is read by another person, who is to approve it. */
  isForAnother?: boolean;
  /** The runs that are not over. */
  active: Run[];
};

function checkOverlap(options: ActiveInput): ChaosFinding {
  const { known, entities, places, cluster, active } = options;
  // Pods and workloads are of one cluster.
  const placesIn = (run: Run) =>
    run.cluster === cluster.name ? options.placesOf(run) : [];
  const other = active.find(
    run =>
      isActive(run) &&
      overlaps(
        known.paths,
        [...run.entities, ...placesIn(run)],
        [...entities, ...places],
      ),
  );
  if (!other) {
    return {
      rule: 'overlap',
      ok: true,
      ...(known.unread.length > 0
        ? say('overlapUnread', { reason: known.unread.join('; ') })
        : say('overlap', {})),
    };
  }
  const said = overlaps(known.paths, other.entities, entities)
    ? sayPath(other, refsFor(known, other.entities), cluster)
    : sayPods(other, sharedBy(places, placesIn(other)));
  return { rule: 'overlap', ok: false, ...said };
}

/** That another run hits the same pods, as their workloads are called. */
function sayPods({ startedBy: by, ...other }: Run, what: string) {
  const run = nameOf(other);
  return by === undefined
    ? say('overlapPodsOutside', { run, what })
    : say('overlapPods', { run, by, what });
}

/** That another run hits components on the same path of dependencies. */
function sayPath(
  { startedBy: by, ...other }: Run,
  hit: readonly string[],
  here: Cluster,
) {
  const { cluster } = other;
  const run = nameOf(other);
  const seen = hit.filter(ref => ref !== HIDDEN);
  if (seen.length === 0) {
    return sayHiddenPath(
      cluster === here.name ? { run } : { run, cluster },
      by,
    );
  }
  const it = { run, what: seen.join(', ') };
  if (cluster === here.name) {
    return by === undefined
      ? say('overlapPathOutside', it)
      : say('overlapPath', { ...it, by });
  }
  return by === undefined
    ? say('overlapFarOutside', { ...it, cluster })
    : say('overlapFar', { ...it, by, cluster });
}

/** The same of what a person may not see any of. */
function sayHiddenPath(
  { run, cluster }: { run: string; cluster?: string },
  by: string | undefined,
) {
  if (cluster === undefined) {
    return by === undefined
      ? say('overlapPathOutsideHidden', { run })
      : say('overlapPathHidden', { run, by });
  }
  return by === undefined
    ? say('overlapFarOutsideHidden', { run, cluster })
    : say('overlapFarHidden', { run, by, cluster });
}

function nameOf({
  kind,
  namespace,
  name,
}: Pick<Run, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/** The workloads of which both hit pods; of pods without one, those. */
function sharedBy(one: readonly string[], other: readonly string[]): string {
  const shared = one.filter(place => other.includes(place));
  const workloads = shared.filter(place => !place.includes('/Pod/'));
  return (workloads.length > 0 ? workloads : shared).join(', ');
}

function checkMaxActive(options: ActiveInput): ChaosFinding {
  const { policy, startedBy, active, isForAnother } = options;
  const { maxActive } = policy;
  const { length } = active.filter(run => run.startedBy === startedBy);
  const most = `${maxActive}`;
  if (length < maxActive) {
    const has = { active: `${length}`, most };
    return {
      rule: 'rate',
      ok: true,
      ...(isForAnother
        ? say('activeOther', { by: startedBy, ...has })
        : say('active', has)),
    };
  }
  return {
    rule: 'rate',
    ok: false,
    ...(isForAnother
      ? say('activeOtherRefused', { by: startedBy, count: length, most })
      : say('activeRefused', { count: length, most })),
  };
}

import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { refsFor, type KnownComponents } from '../components/Components';
import { type PolicySettings } from '../config';
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
      message: [
        'No other run hits the same, what it depends on or what depends on it',
        ...(known.unread.length > 0
          ? [
              `as far as is known: who calls whom could not be read (${known.unread.join(
                '; ',
              )})`,
            ]
          : []),
      ].join(', '),
    };
  }
  const { kind, namespace, name } = other;
  const by = other.startedBy ?? 'somebody outside the portal';
  const hit = overlaps(known.paths, other.entities, entities)
    ? `${refsFor(known, other.entities).join(
        ', ',
      )}, on the same path of dependencies`
    : `the same pods, of ${sharedBy(places, placesIn(other))}`;
  const where = other.cluster === cluster.name ? '' : ` in ${other.cluster}`;
  return {
    rule: 'overlap',
    ok: false,
    message: `${kind} ${namespace}/${name} of ${by} is on${where}, and hits ${hit}; wait for its end or halt it`,
  };
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
  const who = isForAnother ? `${startedBy} has` : 'You have';
  const runs = length === 1 ? '1 run' : `${length} runs`;
  return length < maxActive
    ? {
        rule: 'rate',
        ok: true,
        message: `${who} ${length} of at most ${maxActive} runs`,
      }
    : {
        rule: 'rate',
        ok: false,
        message: `${who} ${runs} already, and may have ${maxActive} (chaos.policy.maxActive)`,
      };
}

import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { refsFor, type KnownComponents } from '../components/Components';
import { type PolicySettings } from '../config';
import { isActive, type Run } from '../runs/types';
import { overlaps } from './overlaps';

/**
 * Whether an experiment may start beside those that are on: two never hit what
 * lies on one path of dependencies in a region, where none could tell whose
 * effect it sees. What a person asked for and nobody approved yet counts among
 * that person's runs: it hits nothing, but takes the time of those who approve.
 */
export function checkActive(options: {
  policy: PolicySettings;
  known: KnownComponents;
  /** The components that would be hit. */
  entities: string[];
  cluster: Cluster;
  startedBy: string;
  /** It is read by another person, who is to approve it. */
  isForAnother?: boolean;
  /** The runs that are not over. */
  active: Run[];
}): ChaosFinding[] {
  const { policy, known, entities, cluster, startedBy, active } = options;
  const who = options.isForAnother ? `${startedBy} has` : 'You have';
  const own = active.filter(run => run.startedBy === startedBy);
  const other = active.find(
    run =>
      run.cluster === cluster.name &&
      isActive(run) &&
      overlaps(known.all, run.entities, entities),
  );
  return [
    other
      ? {
          rule: 'overlap',
          ok: false,
          message: `${other.kind} ${other.namespace}/${other.name} of ${
            other.startedBy ?? 'somebody outside the portal'
          } is on, and hits ${refsFor(known, other.entities).join(
            ', ',
          )}, on the same path of dependencies; wait for its end or halt it`,
        }
      : {
          rule: 'overlap',
          ok: true,
          message: 'No other run hits what it depends on or what depends on it',
        },
    own.length < policy.maxActive
      ? {
          rule: 'rate',
          ok: true,
          message: `${who} ${own.length} of at most ${policy.maxActive} runs`,
        }
      : {
          rule: 'rate',
          ok: false,
          message: `${who} ${own.length} ${
            own.length === 1 ? 'run' : 'runs'
          } already, and may have ${policy.maxActive} (chaos.policy.maxActive)`,
        },
  ];
}

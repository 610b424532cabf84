import {
  type ChaosFinding,
  type ChaosObject,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { lacksRights } from '../clusters/ActingClients';
import { FIELD_MANAGER, toManifest } from '../clusters/experiments';
import { type PreflightOptions } from './types';

type Question = {
  cluster: Cluster;
  object: ChaosObject;
  person: string;
  signal?: AbortSignal | undefined;
};

/** What the cluster itself says: its admission, and what may be done there by whom. */
export async function checkCluster(
  { acting, clusters }: Pick<PreflightOptions, 'acting' | 'clusters'>,
  { cluster: { name, title }, object, person, signal }: Question,
): Promise<ChaosFinding> {
  const options = signal ? { signal } : {};
  const answer = await clusters.ask(
    name,
    async (portal): Promise<ChaosFinding> => {
      try {
        const client = acting.tells(name)
          ? await acting.of(name, person)
          : portal;
        await client.apply(toManifest(object), {
          fieldManager: FIELD_MANAGER,
          dryRun: true,
          ...options,
        });
        return { rule: 'cluster', ok: true, message: `${title} would take it` };
      } catch (error) {
        if (!lacksRights(error)) {
          throw error;
        }
        return { rule: 'rights', ok: false, message: error.message };
      }
    },
    options,
  );
  if (answer.status === 'answered') {
    return answer.value;
  }
  const message =
    answer.status === 'silent'
      ? `${title} does not answer: ${answer.reason}. Choose another cluster, or wait until it answers`
      : answer.reason;
  return { rule: 'cluster', ok: false, message };
}

import {
  type ChaosFinding,
  type ChaosObject,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { lacksRights } from '../clusters/ActingClients';
import { FIELD_MANAGER, toManifest } from '../clusters/experiments';
import { say } from '../findings/say';
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
        return {
          rule: 'cluster',
          ok: true,
          ...say('cluster', { cluster: title }),
        };
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
  const { status, reason } = answer;
  return {
    rule: 'cluster',
    ok: false,
    ...(status === 'silent'
      ? say('clusterSilent', { cluster: title, reason })
      : { message: reason }),
  };
}

import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
import { say } from '../findings/say';
import { type Levers } from '../levers/Levers';

/** Whether a cluster was halted. */
export async function checkLever(
  levers: Pick<Levers, 'pulled'>,
  { name, title }: Cluster,
): Promise<ChaosFinding> {
  const halt = (await levers.pulled()).get(name);
  return halt
    ? {
        rule: 'lever',
        ok: false,
        ...say('halted', {
          by: halt.by,
          cluster: title,
          at: halt.at,
          reason: halt.reason,
        }),
      }
    : { rule: 'lever', ok: true, ...say('armed', { cluster: title }) };
}

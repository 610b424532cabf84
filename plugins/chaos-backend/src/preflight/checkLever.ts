import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type Cluster } from '@shop-platform/backstage-plugin-clusters-node';
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
        message: `${halt.by} halted everything in ${title} at ${halt.at}: ${halt.reason}. It has to be armed again first`,
      }
    : { rule: 'lever', ok: true, message: `${title} is armed` };
}

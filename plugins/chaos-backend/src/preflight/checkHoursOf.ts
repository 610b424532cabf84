import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { type PolicySettings } from '../config';
import { type Part } from '../manifest/partsOf';
import { namespacesOf } from '../policy/checkPolicy';
import { checkHours } from '../policy/hours';

/**
 * Which of the experiments of one run lies outside the hours.
 *
 * @param options - `begin`: when the run begins, in milliseconds since 1970
 * @returns undefined where none does
 */
export function checkHoursOf(options: {
  policy: Pick<PolicySettings, 'hours'>;
  cluster: string;
  parts: Part[];
  begin: number;
}): ChaosFinding | undefined {
  const { policy, cluster, parts, begin } = options;
  for (const { experiment, span } of parts) {
    const finding =
      span &&
      checkHours({
        policy,
        cluster,
        namespaces: namespacesOf(experiment),
        start: begin + span.from,
        end: begin + span.to,
      });
    if (finding && !finding.ok) {
      return finding;
    }
  }
  return undefined;
}

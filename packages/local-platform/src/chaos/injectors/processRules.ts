import {
  ChaosRecord,
  Experiment,
  INJECTED,
  parseDuration,
} from '@shop-platform/backstage-plugin-chaos-common';
import { ProcessFault, ProcessRule } from '../../network/processes/types';

/** What an experiment with these records does in the processes of containers. */
export function processRules(
  experiment: Experiment,
  records: ChaosRecord[],
): ProcessRule[] {
  const containers = records
    .filter(({ phase }) => phase === INJECTED)
    .map(({ id }) => id);
  const fault = faultOf(experiment);
  return fault && containers.length > 0 ? [{ containers, ...fault }] : [];
}

function faultOf({ kind, spec }: Experiment): ProcessFault | undefined {
  switch (kind) {
    case 'TimeChaos':
      return {
        clock: { offsetMs: Math.round(parseDuration(spec.timeOffset)) },
      };
    case 'DNSChaos':
      return { names: { action: spec.action, patterns: spec.patterns ?? [] } };
    default:
      return undefined;
  }
}

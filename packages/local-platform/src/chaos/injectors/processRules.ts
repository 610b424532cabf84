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
    case 'IOChaos':
      return {
        files: {
          volumePath: withoutSlash(spec.volumePath),
          ...(spec.path && { path: spec.path }),
          methods: spec.methods ?? [],
          percent: spec.percent ?? 100,
          ...(spec.action === 'latency' && {
            delayMs: parseDuration(spec.delay ?? '0'),
          }),
          ...(spec.action === 'fault' && { errno: spec.errno }),
        },
      };
    default:
      return undefined;
  }
}

export function withoutSlash(path: string): string {
  return path.replace(/(.)\/+$/, '$1');
}

import {
  ChaosRecord,
  ExperimentOf,
  INJECTED,
  parseDuration,
} from '@shop-platform/backstage-plugin-chaos-common';
import { FaultRule, Peers } from '../../network/faults/types';

type Effect = Pick<FaultRule, 'loss' | 'delay' | 'rate'>;
type Spec = ExperimentOf<'NetworkChaos'>['spec'];

/** What a NetworkChaos with these records does to the traffic of a cluster. */
export function networkRules(
  { spec }: ExperimentOf<'NetworkChaos'>,
  records: ChaosRecord[],
): FaultRule[] {
  const of = (key: string, isHit = (_: ChaosRecord) => true) =>
    records
      .filter(record => record.selectorKey === key && isHit(record))
      .map(({ id }) => id);
  const isInjected = ({ phase }: ChaosRecord) => phase === INJECTED;
  const { direction = 'to', externalTargets: hosts = [] } = spec;
  const targets = of('.Target');
  const others: Peers | undefined =
    targets.length + hosts.length > 0 ? { pods: targets, hosts } : undefined;
  const effect = effectOf(spec);
  const hit = of('.', isInjected);
  const rules: FaultRule[] = [];
  if (direction !== 'from' && hit.length > 0) {
    rules.push({
      from: { pods: hit },
      ...(others && { to: others }),
      ...effect,
    });
  }
  if (direction !== 'to' && spec.action === 'partition' && hit.length > 0) {
    rules.push({
      ...(others && { from: others }),
      to: { pods: hit },
      ...effect,
    });
  } else if (direction !== 'to' && spec.action !== 'partition') {
    const hitTargets = of('.Target', isInjected);
    if (hitTargets.length > 0) {
      rules.push({
        from: { pods: hitTargets },
        to: { pods: of('.') },
        ...effect,
      });
    }
  }
  return rules;
}

function effectOf(spec: Spec): Effect {
  const { action } = spec;
  if (action === 'partition') {
    return { loss: { probability: 1, correlation: 0 } };
  }
  const isNetem = action === 'netem';
  const loss = isNetem || action === 'loss' ? spec.loss : undefined;
  const delay = isNetem || action === 'delay' ? spec.delay : undefined;
  const rate = isNetem ? spec.rate : undefined;
  const bandwidth = action === 'bandwidth' ? spec.bandwidth : undefined;
  return {
    ...(loss && {
      loss: {
        probability: percent(loss.loss),
        correlation: percent(loss.correlation),
      },
    }),
    ...(delay && {
      delay: {
        latencyMs: parseDuration(delay.latency),
        jitterMs: parseDuration(delay.jitter || '0'),
        correlation: percent(delay.correlation),
      },
    }),
    ...(rate && {
      rate: { bytesPerSecond: bytesPerSecond(rate.rate), burstBytes: 0 },
    }),
    ...(bandwidth && {
      rate: {
        bytesPerSecond: bytesPerSecond(bandwidth.rate),
        burstBytes: bandwidth.buffer,
      },
    }),
  };
}

function percent(text = '0'): number {
  return Number(text || '0') / 100;
}

const RATE = /^(\d+)\s*([kmgt]?)(bit|bps)$/;
const POWERS = ['', 'k', 'm', 'g', 't'];

/** As `tc` reads it: `bit` are bits per second, `bps` bytes. */
function bytesPerSecond(text: string): number {
  const [, amount = '0', power = '', unit] =
    RATE.exec(text.trim().toLowerCase()) ?? [];
  const units = Number(amount) * 1000 ** POWERS.indexOf(power);
  // Nothing at all would never end.
  return Math.max(1, unit === 'bit' ? units / 8 : units);
}

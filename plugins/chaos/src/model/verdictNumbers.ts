import { type ChaosVerdict } from '@shop-platform/backstage-plugin-chaos-common';
import { formatDuration, formatNumber } from '@shop-platform/ui-kit';

/** The numbers that a verdict has of the whole run, in the order in which things happen. */
export const VERDICT_NUMBERS = ['detect', 'recover', 'lost'] as const;

export type VerdictNumber = (typeof VERDICT_NUMBERS)[number];

/** `nothing`: all that was measured held, so there was nothing to see. */
export type VerdictValue =
  | { is: 'known'; value: number; text: string }
  | { is: 'nothing' }
  | { is: 'unknown' };

/** What a verdict says of one of its numbers. */
export function numberOf(
  { checks, ...verdict }: ChaosVerdict,
  name: VerdictNumber,
  options: { locale?: string } = {},
): VerdictValue {
  const value = {
    detect: verdict.timeToDetectMs,
    recover: verdict.timeToRecoverMs,
    lost: verdict.requestsLost,
  }[name];
  if (value !== undefined) {
    const format = name === 'lost' ? formatNumber : formatDuration;
    return { is: 'known', value, text: format(value, options) };
  }
  return name === 'detect' && checks.length > 0 && checks.every(({ ok }) => ok)
    ? { is: 'nothing' }
    : { is: 'unknown' };
}

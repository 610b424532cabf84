import {
  type ChaosCheck,
  type ChaosSteadyCheck,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  formatDuration,
  formatNumber,
  formatPercent,
} from '@shop-platform/ui-kit';

const PER_SECOND: Record<string, string> = { en: '/s', uk: '/с' };

/** Writes a value of a check in its unit. */
export function formatMeasured(
  unit: ChaosCheck['unit'],
  value: number,
  options: { locale?: string } = {},
): string {
  switch (unit) {
    case 'ratio':
      return formatPercent(value, options);
    case 'ms':
      return formatDuration(value, options);
    case 'perSecond': {
      const { language } = new Intl.Locale(options.locale ?? 'en');
      return formatNumber(value, {
        ...options,
        unit: PER_SECOND[language] ?? PER_SECOND.en,
      });
    }
    default:
      return formatNumber(value, options);
  }
}

/** How a check is: what was seen of it last. */
export function standOf({
  samples,
}: Pick<ChaosSteadyCheck, 'samples'>):
  | 'unseen'
  | 'holds'
  | 'broken'
  | 'unknown' {
  const last = samples.at(-1);
  if (!last) {
    return 'unseen';
  }
  if (last.ok === undefined) {
    return 'unknown';
  }
  return last.ok ? 'holds' : 'broken';
}

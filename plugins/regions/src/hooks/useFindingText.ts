import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type RegionFinding,
  type RegionRule,
} from '@shop-platform/backstage-plugin-regions-common';
import {
  formatDuration,
  formatNumber,
  formatPercent,
  useLocale,
} from '@shop-platform/ui-kit';
import { regionsTranslationRef } from '../translation';

type Format = (value: number, options: { locale: string }) => string;

const seconds: Format = (value, options) =>
  formatDuration(value * 1000, options);

/** What the numbers of a rule are; where nothing is said, plain ones. */
const FORMATS: Partial<Record<RegionRule, Format>> = {
  'gateway-slow': formatDuration,
  slow: formatDuration,
  errors: formatPercent,
  'mostly-errors': formatPercent,
  'replication-lag': seconds,
};

/** What a rule found, in the language of the reader. */
export function useFindingText(): (finding: RegionFinding) => string {
  const { t } = useTranslationRef(regionsTranslationRef);
  const locale = useLocale();
  return ({ rule, subject = '', measured, limit }) => {
    const format = FORMATS[rule] ?? formatNumber;
    const say = (value: number | undefined) =>
      value === undefined ? '' : format(value, { locale });
    return t(`rule.${rule}`, {
      subject,
      measured: say(measured),
      limit: say(limit),
    });
  };
}

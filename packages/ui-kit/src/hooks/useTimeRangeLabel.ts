import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatSpan } from '../lib/dates';
import { splitPeriod, type TimeRange } from '../model/timeRange';
import { uiKitTranslationRef } from '../translation';
import { useLocale } from './useLocale';

const PERIODS = {
  m: 'timeRange.lastMinutes',
  h: 'timeRange.lastHours',
  d: 'timeRange.lastDays',
} as const;

/**
 * Says a time range in words: "Last 15 minutes". No number without its window.
 *
 * @public
 */
export function useTimeRangeLabel(): (range: TimeRange) => string {
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();

  return range => {
    if (range.kind === 'absolute') {
      return formatSpan(range.from, range.to, { locale });
    }
    const { count, unit } = splitPeriod(range.from);
    return t(PERIODS[unit], { count });
  };
}

import { type DashboardFormat } from '@shop-platform/backstage-plugin-analytics-common';
import { useLocale } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { type Answer } from '../../../model/answer';
import { type Formats, formatsOf } from '../../../model/formats';
import { currenciesOf } from '../../../model/series';

/** How the numbers of a panel are written; amounts of several currencies without one. */
export function usePanelFormats(
  format: DashboardFormat | undefined,
  answer: Answer,
): Formats {
  const locale = useLocale();
  const currencies = currenciesOf(answer, format);
  const currency = currencies.length === 1 ? currencies[0] : undefined;
  return useMemo(
    () => formatsOf(format, { locale, currency }),
    [format, locale, currency],
  );
}

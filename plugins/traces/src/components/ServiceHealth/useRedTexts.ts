import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatDuration,
  formatNumber,
  formatPercent,
  useLocale,
} from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { type RedStep, type ServiceRed } from '../../model/red';
import { tracesTranslationRef } from '../../translation';

/** One of the three numbers: how it is called, read, written and drawn. */
export type RedMeasure = {
  id: 'rate' | 'errors' | 'p95';
  title: string;
  total: (red: ServiceRed) => number | undefined;
  at: (step: RedStep) => number | undefined;
  format: (value: number) => string;
};

const NO_NUMBER = '—';

/** The number of a measure as text; a dash where there is none. */
export function totalText(measure: RedMeasure, red: ServiceRed): string {
  const total = measure.total(red);
  return total === undefined ? NO_NUMBER : measure.format(total);
}

/** The three measures in the language of the page. */
export function useRedMeasures(): RedMeasure[] {
  const { t } = useTranslationRef(tracesTranslationRef);
  const locale = useLocale();

  return useMemo(
    () => [
      {
        id: 'rate',
        title: t('red.rate'),
        total: red => red.requestsPerSecond,
        at: step => step.requestsPerSecond,
        format: value =>
          t('red.perSecond', { value: formatNumber(value, { locale }) }),
      },
      {
        id: 'errors',
        title: t('red.errors'),
        total: red => red.errorRatio,
        at: step => step.errorRatio,
        format: value => formatPercent(value, { locale }),
      },
      {
        id: 'p95',
        title: t('red.p95'),
        total: red => red.p95Ms,
        at: step => step.p95Ms,
        format: value => formatDuration(value, { locale }),
      },
    ],
    [t, locale],
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatNumber, useLocale } from '@shop-platform/ui-kit';
import { rowsPerSecond } from '../../model/rate';
import { analyticsTranslationRef } from '../../translation';

/** Rows a second; nothing where they cannot be told. */
export function Rate(props: {
  rows?: number;
  durationMs?: number;
  /** What stands there otherwise. */
  fallback?: string;
  className?: string;
}) {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const rate = rowsPerSecond(props.rows, props.durationMs);

  return rate === undefined ? (
    <>{props.fallback}</>
  ) : (
    <span className={props.className} title={String(rate)}>
      {t('run.perSecond', { value: formatNumber(rate, { locale }) })}
    </span>
  );
}

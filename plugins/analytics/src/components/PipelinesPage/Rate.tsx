import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatNumber, useLocale } from '@shop-platform/ui-kit';
import { rowsPerSecond } from '../../model/rate';
import { analyticsTranslationRef } from '../../translation';

/** Rows a second; a dash where they cannot be told. */
export function Rate(props: { rows?: number; durationMs?: number }) {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const rate = rowsPerSecond(props.rows, props.durationMs);

  return rate === undefined ? (
    <>—</>
  ) : (
    <span title={String(rate)}>
      {t('run.perSecond', { value: formatNumber(rate, { locale }) })}
    </span>
  );
}

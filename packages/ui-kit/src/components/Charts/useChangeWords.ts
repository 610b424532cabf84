import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocale } from '../../hooks/useLocale';
import { formatPercent } from '../../model/numbers';
import { uiKitTranslationRef } from '../../translation';
import { type Change } from './change';

/** Says a change in words. */
export function useChangeWords(): (change: Change) => string {
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  return ({ direction, ratio }) => {
    if (ratio === undefined) {
      return t(
        direction === 'up' ? 'chart.upFromNothing' : 'chart.downFromNothing',
      );
    }
    const share = formatPercent(Math.abs(ratio), { locale });
    return t(`chart.${direction}`, { share });
  };
}

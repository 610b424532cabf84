import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { useLocale } from '../../hooks/useLocale';
import { type Quantity } from '../../model/quantity';
import { uiKitTranslationRef } from '../../translation';
import { changeOf, changeSign, verdictOf } from './change';
import styles from './Charts.module.css';
import { type Previous } from './types';
import { useChangeWords } from './useChangeWords';

/** What a number was in the period before, beside it: a sign, and in words for who asks. */
export function ChangeMark(props: {
  value?: Quantity;
  previous?: Previous;
  goodWhen?: 'up' | 'down';
  format: (value: Quantity) => string;
}) {
  const { value, previous, goodWhen, format } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const wordsOf = useChangeWords();
  if (previous?.isNew) {
    const words = t('chart.newWords');
    return (
      <span className={styles.delta} title={words}>
        <span aria-hidden="true">{t('chart.new')}</span>
        <VisuallyHidden>{words}</VisuallyHidden>
      </span>
    );
  }
  const before = previous?.value;
  const change = changeOf(value, before);
  if (!change || before === undefined) {
    return null;
  }
  const verdict = verdictOf(change.direction, goodWhen);
  const words = [
    wordsOf(change),
    ...(verdict ? [t(`chart.${verdict}`)] : []),
    t('chart.before', { value: format(before) }),
  ].join(', ');
  return (
    <span className={styles.delta} data-verdict={verdict} title={words}>
      <span aria-hidden="true">{changeSign(change, locale)}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Quantity } from '../../model/quantity';
import { uiKitTranslationRef } from '../../translation';
import styles from './Charts.module.css';

/** What it was in the period before, in few words; nothing where it is not known. */
export function Before(props: {
  previous?: Quantity;
  format: (value: Quantity) => string;
}) {
  const { previous, format } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  return previous === undefined ? null : (
    <span className={styles.note}>
      {' '}
      {t('chart.before', { value: format(previous) })}
    </span>
  );
}

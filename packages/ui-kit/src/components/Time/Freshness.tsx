import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { uiKitTranslationRef } from '../../translation';
import { ClockTime } from './ClockTime';
import styles from './Time.module.css';

/**
 * Up to when the data beside it is known: "Data up to 14:03:20".
 *
 * @public
 */
export function Freshness(props: { asOf: Date }) {
  const { t } = useTranslationRef(uiKitTranslationRef);

  return (
    <span className={styles.freshness}>
      {t('state.asOf', { time: <ClockTime date={props.asOf} /> })}
    </span>
  );
}

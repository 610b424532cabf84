import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { useErrorText } from '../../hooks/useErrorText';
import { useLocale } from '../../hooks/useLocale';
import { uiKitTranslationRef } from '../../translation';
import { ClockTime } from '../Time/ClockTime';
import styles from './PageStates.module.css';

/**
 * Properties of `StaleNotice`.
 *
 * @public
 */
export type StaleNoticeProps = {
  /** What did not answer, by name, in the language of the page. */
  missing: string[];
  /** Up to when it is known. */
  since: Date;
  error?: Error;
  onRetry?: () => void;
};

/**
 * Says above the data what in it is old or missing, since when and why.
 *
 * @public
 */
export function StaleNotice(props: StaleNoticeProps) {
  const { missing, since, error, onRetry } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const errorText = useErrorText();
  const names = new Intl.ListFormat(useLocale()).format(missing);

  return (
    <Alert
      role="status"
      status="warning"
      icon
      className={styles.notice}
      title={t('state.staleTitle', { missing: names })}
      description={
        <>
          {t('state.staleSince', { since: <ClockTime date={since} /> })}{' '}
          {error && errorText(error)}
        </>
      }
      customActions={
        onRetry && (
          <Button size="small" variant="tertiary" onPress={onRetry}>
            {t('state.refresh')}
          </Button>
        )
      }
    />
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import { useErrorWords } from '../../hooks/useErrorText';
import { errorDetails } from '../../lib/errors';
import { uiKitTranslationRef } from '../../translation';
import { PageMessage } from './PageMessage';
import styles from './PageStates.module.css';

/**
 * Properties of `ErrorState`.
 *
 * @public
 */
export type ErrorStateProps = {
  error: Error;
  /** What could not be loaded, in the language of the page: "the traces". */
  subject: string;
  onRetry?: () => void;
  /** Whether it is tried again without the person doing anything. */
  retriesItself?: boolean;
};

/**
 * What happened, to what, and what to do about it. The message is the server's
 * own; the rest waits under "Details". Stacks are never shown.
 *
 * @public
 */
export function ErrorState(props: ErrorStateProps) {
  const { error, subject, onRetry, retriesItself } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const { what, advice } = useErrorWords()(error);

  return (
    <PageMessage
      isAlert
      icon={<RiErrorWarningLine />}
      title={t('error.title', { subject })}
      description={
        <>
          <p>{what}</p>
          <p>
            {advice} {retriesItself && t('error.retriesItself')}
          </p>
        </>
      }
      actions={
        onRetry && (
          <Button variant="secondary" onPress={onRetry}>
            {t('error.tryAgain')}
          </Button>
        )
      }
    >
      <details className={styles.details}>
        <summary>{t('error.details')}</summary>
        <pre>{errorDetails(error).join('\n')}</pre>
      </details>
    </PageMessage>
  );
}

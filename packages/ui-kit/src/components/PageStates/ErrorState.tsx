import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import {
  errorDetails,
  errorKind,
  errorMessage,
  type ErrorKind,
} from '../../lib/errors';
import { uiKitTranslationRef } from '../../translation';
import { PageMessage } from './PageMessage';
import styles from './PageStates.module.css';

const ADVICE: Record<
  Exclude<ErrorKind, 'forbidden'>,
  `error.advice.${Exclude<ErrorKind, 'forbidden'>}`
> = {
  signedOut: 'error.advice.signedOut',
  notFound: 'error.advice.notFound',
  invalid: 'error.advice.invalid',
  conflict: 'error.advice.conflict',
  busy: 'error.advice.busy',
  slow: 'error.advice.slow',
  unreachable: 'error.advice.unreachable',
  down: 'error.advice.down',
  failed: 'error.advice.failed',
};

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
  const kind = errorKind(error);

  return (
    <PageMessage
      isAlert
      icon={<RiErrorWarningLine />}
      title={t('error.title', { subject })}
      description={
        <>
          <p>
            {kind === 'unreachable' || kind === 'down'
              ? t(`error.${kind}`)
              : errorMessage(error)}
          </p>
          <p>
            {kind === 'forbidden' ? t('forbidden.advice') : t(ADVICE[kind])}{' '}
            {retriesItself && t('error.retriesItself')}
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

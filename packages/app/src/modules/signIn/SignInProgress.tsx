import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import { portalTranslationRef } from '../../translation';
import { type SignInFailure } from './signInFailure';

const FAILURE_TITLES = {
  loading: 'signIn.failure.loading',
  unreachable: 'signIn.failure.unreachable',
  refused: 'signIn.failure.refused',
} as const;

/** Says that somebody is being signed in, or why that does not work yet. */
export function SignInProgress({
  name,
  failure,
  onRetry,
  onCancel,
}: {
  name: string;
  failure: SignInFailure | undefined;
  onRetry(): void;
  onCancel(): void;
}) {
  const { t } = useTranslationRef(portalTranslationRef);

  if (!failure) {
    return (
      <Alert
        role="status"
        status="info"
        isPending
        title={t('signIn.signingInAs', { name })}
      />
    );
  }

  const retriesByItself = failure.reason !== 'refused';
  return (
    <Alert
      role="alert"
      icon
      status={failure.reason === 'loading' ? 'warning' : 'danger'}
      title={t(FAILURE_TITLES[failure.reason], { name })}
      description={
        retriesByItself
          ? t('signIn.failure.retrying', { message: failure.message })
          : failure.message
      }
      customActions={
        <Flex gap="2">
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('signIn.failure.retry')}
          </Button>
          <Button size="small" variant="tertiary" onPress={onCancel}>
            {t('signIn.failure.cancel')}
          </Button>
        </Flex>
      }
    />
  );
}

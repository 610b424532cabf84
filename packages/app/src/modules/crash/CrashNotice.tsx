import {
  useTranslationRef,
  type ErrorDisplayProps,
} from '@backstage/frontend-plugin-api';
import { ErrorState } from '@shop-platform/ui-kit';
import { portalTranslationRef } from '../../translation';

/** Says that a part of the page broke, and draws it again for who asks; the rest goes on. */
export function CrashNotice({ error, resetError }: ErrorDisplayProps) {
  const { t } = useTranslationRef(portalTranslationRef);
  return (
    <ErrorState
      error={error}
      subject={t('crash.subject')}
      onRetry={resetError}
    />
  );
}

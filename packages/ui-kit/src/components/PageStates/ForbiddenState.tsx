import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Permission } from '@backstage/plugin-permission-common';
import { Button } from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { usePermissionAdvice } from '../../hooks/usePermissionAdvice';
import { uiKitTranslationRef } from '../../translation';
import { PageMessage } from './PageMessage';

function GroupAdvice(props: { permission: Permission }) {
  const { t } = useTranslationRef(uiKitTranslationRef);
  return <>{usePermissionAdvice(props.permission, t('forbidden.see'))}</>;
}

/** What may not be seen, and who could change that. */
export function ForbiddenState(props: {
  subject: string;
  permission?: Permission;
  onRetry?: () => void;
}) {
  const { subject, permission, onRetry } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);

  return (
    <PageMessage
      icon={<RiLockLine />}
      title={t('forbidden.title', { subject })}
      description={
        permission ? (
          <GroupAdvice permission={permission} />
        ) : (
          t('forbidden.advice')
        )
      }
      actions={
        onRetry && (
          <Button variant="secondary" onPress={onRetry}>
            {t('forbidden.checkAgain')}
          </Button>
        )
      }
    />
  );
}

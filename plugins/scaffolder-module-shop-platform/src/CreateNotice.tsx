import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { Alert, Container } from '@backstage/ui';
import { usePermissionAdvice } from '@shop-platform/ui-kit';
import { scaffolderShopPlatformTranslationRef } from './translation';

/** Tells those who may look at templates and not use them whom to ask. */
export function CreateNotice() {
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const { loading, allowed, error } = usePermission({
    permission: taskCreatePermission,
  });
  const advice = usePermissionAdvice(taskCreatePermission, t('createDeed'));

  if (loading || allowed || error) {
    return <></>;
  }
  return (
    <Container pt="4">
      <Alert status="info" icon role="status" title={advice} />
    </Container>
  );
}

import { useNavigate } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogEntityCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { PermissionButton } from '@shop-platform/ui-kit';
import { portalTranslationRef } from '../../../translation';

/** What one may add, from the page one starts from. */
export function HomeActions() {
  const { t } = useTranslationRef(portalTranslationRef);
  const navigate = useNavigate();

  return (
    <>
      <PermissionButton
        variant="secondary"
        permission={catalogEntityCreatePermission}
        deed={t('home.registerDeed')}
        onPress={() => navigate('/catalog-import')}
      >
        {t('home.register')}
      </PermissionButton>
      <PermissionButton
        variant="primary"
        permission={taskCreatePermission}
        deed={t('home.createDeed')}
        onPress={() => navigate('/create')}
      >
        {t('home.create')}
      </PermissionButton>
    </>
  );
}

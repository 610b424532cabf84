import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiFlashlightLine } from '@remixicon/react';
import { chaosRunPermission } from '@shop-platform/backstage-plugin-chaos-common';
import { PermissionButton } from '@shop-platform/ui-kit';
import { useNavigate } from 'react-router-dom';
import { chaosTranslationRef } from '../../translation';

/** Leads to the page where an experiment is made, those who may start one. */
export function BreakButton(props: { href: string; children: string }) {
  const { href, children } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const navigate = useNavigate();
  return (
    <PermissionButton
      permission={chaosRunPermission}
      deed={t('deed.run')}
      variant="secondary"
      iconStart={<RiFlashlightLine />}
      onPress={() => navigate(href)}
    >
      {children}
    </PermissionButton>
  );
}

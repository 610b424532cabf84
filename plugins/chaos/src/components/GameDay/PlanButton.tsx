import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiTeamLine } from '@remixicon/react';
import {
  chaosRunPermission,
  type ChaosGameDay,
} from '@shop-platform/backstage-plugin-chaos-common';
import { PermissionButton } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { chaosTranslationRef } from '../../translation';
import { PlanDialog } from './PlanDialog';

/** Plans a game day, near the day that is looked at. */
export function PlanButton(props: {
  near: Date;
  onDone: (day: ChaosGameDay) => void;
}) {
  const { near, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <PermissionButton
        permission={chaosRunPermission}
        deed={t('gameDay.deed')}
        variant="secondary"
        iconStart={<RiTeamLine />}
        onPress={() => setIsOpen(true)}
      >
        {t('gameDay.plan')}
      </PermissionButton>
      {isOpen && (
        <PlanDialog
          near={near}
          onClose={() => setIsOpen(false)}
          onDone={day => {
            setIsOpen(false);
            onDone(day);
          }}
        />
      )}
    </>
  );
}

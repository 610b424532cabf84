import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiShieldCheckLine, RiStopCircleLine } from '@remixicon/react';
import {
  chaosArmPermission,
  chaosHaltPermission,
  type ChaosCluster,
} from '@shop-platform/backstage-plugin-chaos-common';
import { PermissionButton } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { chaosTranslationRef } from '../../translation';
import { ArmDialog, HaltDialog } from './LeverDialogs';

type ButtonProps = {
  /** Only there; otherwise everywhere. */
  cluster?: ChaosCluster;
  clusters: readonly ChaosCluster[];
  onDone: () => void;
};

/** Ends every run, in one cluster or everywhere, once it is said why. */
export function HaltButton(props: ButtonProps) {
  const { cluster } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <PermissionButton
        permission={chaosHaltPermission}
        deed={t('halt.deed')}
        size={cluster ? 'small' : 'medium'}
        variant={cluster ? 'secondary' : 'primary'}
        destructive
        iconStart={<RiStopCircleLine />}
        onPress={() => setIsOpen(true)}
      >
        {cluster
          ? t('levers.haltOne', { place: cluster.title })
          : t('levers.haltAll')}
      </PermissionButton>
      {isOpen && <HaltDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** Lets experiments start again, in one cluster or everywhere. */
export function ArmButton(props: ButtonProps) {
  const { cluster } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <PermissionButton
        permission={chaosArmPermission}
        deed={t('arm.deed')}
        size="small"
        variant="secondary"
        iconStart={<RiShieldCheckLine />}
        onPress={() => setIsOpen(true)}
      >
        {cluster
          ? t('levers.armOne', { place: cluster.title })
          : t('levers.armAll')}
      </PermissionButton>
      {isOpen && <ArmDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}

import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RiShieldCheckLine, RiStopCircleLine } from '@remixicon/react';
import {
  chaosArmPermission,
  chaosHaltPermission,
  type ChaosCluster,
} from '@shop-platform/backstage-plugin-chaos-common';
import { errorMessage, PermissionButton } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { useHalt } from '../../hooks/useHalt';
import { chaosTranslationRef } from '../../translation';
import { ArmDialog } from './ArmDialog';

type ButtonProps = {
  /** Only there; otherwise everywhere. */
  cluster?: ChaosCluster;
  onDone: () => void;
};

/** Ends every run, in one cluster or everywhere, at one click. */
export function HaltButton(
  props: ButtonProps & {
    /** Why; it may be left out. */
    reason: string;
  },
) {
  const { cluster, reason, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const toastApi = useApi(toastApiRef);
  const halt = useHalt({
    ...(cluster && { cluster: cluster.name }),
    reason,
    onDone,
    onFailed: error =>
      // It stays until somebody has read it: what they wanted ended goes on.
      toastApi.post({
        title: t('halt.failed'),
        description: errorMessage(error),
        status: 'danger',
      }),
  });
  return (
    <PermissionButton
      permission={chaosHaltPermission}
      deed={t('halt.deed')}
      size={cluster ? 'small' : 'medium'}
      variant={cluster ? 'secondary' : 'primary'}
      destructive
      iconStart={<RiStopCircleLine />}
      isPending={halt.isPending}
      onPress={() => halt.run()}
    >
      {cluster
        ? t('levers.haltOne', { place: cluster.title })
        : t('levers.haltAll')}
    </PermissionButton>
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

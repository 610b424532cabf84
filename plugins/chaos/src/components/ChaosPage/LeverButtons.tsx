import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RiShieldCheckLine, RiStopCircleLine } from '@remixicon/react';
import {
  chaosArmPermission,
  chaosHaltPermission,
} from '@shop-platform/backstage-plugin-chaos-common';
import { useErrorText, PermissionButton } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { useHalt } from '../../hooks/useHalt';
import { isRegion, type LeverPlace } from '../../model/levers';
import { chaosTranslationRef } from '../../translation';
import { ArmDialog } from './ArmDialog';

type ButtonProps = {
  /** Only there; otherwise everywhere. */
  place?: LeverPlace;
  onDone: () => void;
};

/** Ends every run, in one place or everywhere, at one click. */
export function HaltButton(
  props: ButtonProps & {
    /** Why; it may be left out. */
    reason: string;
  },
) {
  const { place, reason, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  const toastApi = useApi(toastApiRef);
  const halt = useHalt({
    place,
    reason,
    onDone,
    onFailed: error =>
      // It stays until somebody has read it: what they wanted ended goes on.
      toastApi.post({
        title: t('halt.failed'),
        description: errorText(error),
        status: 'danger',
      }),
  });
  return (
    <PermissionButton
      permission={chaosHaltPermission}
      deed={t('halt.deed')}
      size={place ? 'small' : 'medium'}
      variant={place ? 'secondary' : 'primary'}
      destructive
      iconStart={<RiStopCircleLine />}
      isPending={halt.isPending}
      onPress={() => halt.run()}
    >
      {place
        ? t(isRegion(place) ? 'levers.haltRegion' : 'levers.haltOne', {
            place: place.title,
          })
        : t('levers.haltAll')}
    </PermissionButton>
  );
}

/** Lets experiments start again, in one place or everywhere. */
export function ArmButton(props: ButtonProps) {
  const { place } = props;
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
        {place
          ? t(isRegion(place) ? 'levers.armRegion' : 'levers.armOne', {
              place: place.title,
            })
          : t('levers.armAll')}
      </PermissionButton>
      {isOpen && <ArmDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}

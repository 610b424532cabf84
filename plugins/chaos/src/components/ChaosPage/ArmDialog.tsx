import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useErrorText } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../../api';
import { useDeed } from '../../hooks/useDeed';
import { isRegion, type LeverPlace } from '../../model/levers';
import { chaosTranslationRef } from '../../translation';
import styles from './ChaosPage.module.css';

/** What arming lets happen. */
export function ArmDialog(props: {
  /** Only there; otherwise everywhere. */
  place?: LeverPlace;
  onClose: () => void;
  onDone: () => void;
}) {
  const { onClose, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  const api = useApi(chaosApiRef);
  const place = props.place?.title ?? t('arm.everywhere');
  const ofRegion = props.place !== undefined && isRegion(props.place);
  const arm = useDeed(async () => {
    await api.arm({ ...props.place?.query });
    onDone();
    onClose();
  });
  return (
    <Dialog
      isOpen
      width="min(32rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>
        {t(ofRegion ? 'arm.titleRegion' : 'arm.title', { place })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.dialog}>
          <p>{t('arm.touches')}</p>
          {arm.error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('arm.failed')}
              description={errorText(arm.error)}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button
          variant="primary"
          isPending={arm.isPending}
          onPress={() => arm.run()}
        >
          {t(ofRegion ? 'arm.confirmRegion' : 'arm.confirm', { place })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { type ChaosCluster } from '@shop-platform/backstage-plugin-chaos-common';
import { type ReactNode, useState } from 'react';
import { errorMessage } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../../api';
import { useDeed } from '../../hooks/useDeed';
import { activeIn } from '../../model/levers';
import { chaosTranslationRef } from '../../translation';
import styles from './ChaosPage.module.css';

const LONGEST_REASON = 500;

type DialogProps = {
  /** Only there; otherwise everywhere. */
  cluster?: ChaosCluster;
  clusters: readonly ChaosCluster[];
  onClose: () => void;
  onDone: () => void;
};

function LeverDialog(props: {
  title: string;
  confirm: string;
  failed: string;
  isDestructive?: boolean;
  act: () => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
  children: ReactNode;
}) {
  const { title, confirm, failed, act, onClose, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const deed = useDeed(async () => {
    await act();
    onDone();
    onClose();
  });
  return (
    <Dialog
      isOpen
      width="min(32rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <div className={styles.dialog}>
          {props.children}
          {deed.error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={failed}
              description={errorMessage(deed.error)}
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
          destructive={props.isDestructive ?? false}
          isPending={deed.isPending}
          onPress={() => deed.run()}
        >
          {confirm}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** What halting would touch, and why it is done. */
export function HaltDialog(props: DialogProps) {
  const { cluster, clusters, onClose, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  const [reason, setReason] = useState('');
  const place = cluster?.title ?? t('halt.everywhere');
  const count = activeIn(cluster ? [cluster] : clusters);

  return (
    <LeverDialog
      title={t('halt.title', { place })}
      confirm={t('halt.confirm', { place })}
      failed={t('halt.failed')}
      isDestructive
      act={() =>
        api.haltAll({
          // Nobody who has to stop everything should have to write first.
          reason: reason.trim() || t('halt.noReason'),
          ...(cluster ? { cluster: cluster.name } : {}),
        })
      }
      onClose={onClose}
      onDone={onDone}
    >
      <p>{count > 0 ? t('halt.touches', { count }) : t('halt.touchesNone')}</p>
      <TextField
        maxLength={LONGEST_REASON}
        label={t('halt.reason')}
        description={t('halt.reasonHint')}
        value={reason}
        onChange={setReason}
      />
    </LeverDialog>
  );
}

/** What arming lets happen. */
export function ArmDialog(props: DialogProps) {
  const { cluster, onClose, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  const place = cluster?.title ?? t('halt.everywhere');
  return (
    <LeverDialog
      title={t('arm.title', { place })}
      confirm={t('arm.confirm', { place })}
      failed={t('arm.failed')}
      act={() => api.arm(cluster ? { cluster: cluster.name } : {})}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{t('arm.touches')}</p>
    </LeverDialog>
  );
}

import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { type ChaosPreflight } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { chaosApiRef } from '../../api';
import { useDeed } from '../../hooks/useDeed';
import { messageOf } from '../../lib/messageOf';
import { readManifest } from '../../model/manifest';
import { runRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import styles from './NewRunPage.module.css';

/** What it will touch once more, and the namespace typed before it starts. */
export function StartDialog(props: {
  cluster: { name: string; title: string };
  manifest: string;
  namespace: string;
  preflight: ChaosPreflight;
  onClose: () => void;
}) {
  const { cluster, manifest, namespace, preflight, onClose } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const api = useApi(chaosApiRef);
  const runLink = useRouteRef(runRouteRef);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const read = readManifest(manifest);
  const duration = 'duration' in read ? read.duration : undefined;
  const { targets, dependents } = preflight;

  const start = useDeed(async () => {
    const { id } = await api.startRun({
      cluster: cluster.name,
      manifest,
      confirmation: typed,
    });
    onClose();
    const link = runLink?.({ id });
    if (link) {
      navigate(link);
    }
  });

  return (
    <Dialog
      isOpen
      width="min(32rem, 95vw)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>
        {t('start.title', { cluster: cluster.title })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.dialog}>
          <p>
            {t('start.touches', { namespace, count: targets.length })}{' '}
            {duration
              ? t('start.duration', { duration })
              : t('start.noDuration')}
          </p>
          {dependents.length > 0 && (
            <p>
              {t('start.dependents', {
                names: new Intl.ListFormat(locale).format(
                  dependents.map(({ title }) => title),
                ),
              })}
            </p>
          )}
          <TextField
            autoComplete="off"
            label={t('start.type', { namespace })}
            value={typed}
            onChange={setTyped}
          />
          {start.error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('start.failed')}
              description={messageOf(start.error)}
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
          destructive
          isDisabled={typed !== namespace}
          isPending={start.isPending}
          onPress={() => start.run()}
        >
          {t('start.confirm', { cluster: cluster.title })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

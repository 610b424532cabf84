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
import {
  type ChaosPreflight,
  type ChaosStandingOutcome,
} from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale, useErrorText } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { chaosApiRef } from '../../api';
import { useDeed } from '../../hooks/useDeed';
import { readManifest } from '../../model/manifest';
import { refOf } from '../../model/standing';
import { requestRouteRef, runRouteRef, standingRouteRef } from '../../routes';
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
  const errorText = useErrorText();
  const locale = useLocale();
  const api = useApi(chaosApiRef);
  const runLink = useRouteRef(runRouteRef);
  const standingLink = useRouteRef(standingRouteRef);
  const requestLink = useRouteRef(requestRouteRef);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const read = readManifest(manifest);
  const duration = 'duration' in read ? read.duration : undefined;
  const { targets, dependents } = preflight;

  const linkOf = ({ standing, request }: ChaosStandingOutcome) =>
    (request && requestLink?.({ id: request.id })) ??
    (standing && standingLink?.(refOf(standing)));
  const start = useDeed(async () => {
    const request = { cluster: cluster.name, manifest, confirmation: typed };
    const link = preflight.standing
      ? linkOf(await api.createStanding(request))
      : runLink?.({ id: (await api.startRun(request)).id });
    onClose();
    if (link) {
      navigate(link);
    }
  });

  const howLong = () => {
    if (preflight.standing) {
      return t('start.standing');
    }
    return duration ? t('start.duration', { duration }) : t('start.noDuration');
  };

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
            {howLong()}
          </p>
          {preflight.needsApproval && <p>{t('start.approval')}</p>}
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
              description={errorText(start.error)}
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
          {preflight.needsApproval
            ? t('start.ask')
            : t('start.confirm', { cluster: cluster.title })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

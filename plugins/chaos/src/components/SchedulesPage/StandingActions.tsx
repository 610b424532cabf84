import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  RiDeleteBinLine,
  RiFlashlightLine,
  RiPauseLine,
  RiPlayLine,
} from '@remixicon/react';
import {
  chaosRunPermission,
  type ChaosStanding,
} from '@shop-platform/backstage-plugin-chaos-common';
import { PermissionButton, useErrorText } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { chaosApiRef } from '../../api';
import { useDeed } from '../../hooks/useDeed';
import { refOf } from '../../model/standing';
import { requestRouteRef, runRouteRef, standingRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import styles from './SchedulesPage.module.css';
import { TypedDialog } from './TypedDialog';

const TOAST_MS = 10_000;

/** Pause and resume a Schedule, run now what it starts, delete it. */
export function StandingActions(props: {
  item: ChaosStanding;
  onDone: () => void;
}) {
  const { item, onDone } = props;
  const { kind, name, namespace, paused, deleting } = item;
  const ref = refOf(item);
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  const api = useApi(chaosApiRef);
  const toastApi = useApi(toastApiRef);
  const navigate = useNavigate();
  const runLink = useRouteRef(runRouteRef);
  const standingLink = useRouteRef(standingRouteRef);
  const requestLink = useRouteRef(requestRouteRef);
  const goTo = (link: string | undefined) => {
    if (link) {
      navigate(link);
    }
  };
  const [asked, setAsked] = useState<'run' | 'delete'>();
  const toggle = useDeed(async () => {
    try {
      if (paused) {
        const { request } = await api.resumeStanding(ref);
        goTo(request && requestLink?.({ id: request.id }));
      } else {
        await api.pauseStanding(ref);
      }
    } catch (cause) {
      toastApi.post({
        title: t('deed.failed', {
          reason: errorText(cause),
        }),
        status: 'danger',
        timeout: TOAST_MS,
      });
    }
    onDone();
  });
  const common = {
    permission: chaosRunPermission,
    deed: t('deed.run'),
    size: 'small' as const,
    variant: 'secondary' as const,
    isDisabled: deleting,
  };

  return (
    <span className={styles.actions}>
      {kind === 'Schedule' && (
        <PermissionButton
          {...common}
          iconStart={paused ? <RiPlayLine /> : <RiPauseLine />}
          aria-label={
            paused
              ? t('deed.resumeRun', { name })
              : t('deed.pauseRun', { name })
          }
          isPending={toggle.isPending}
          onPress={() => toggle.run()}
        >
          {paused ? t('deed.resume') : t('deed.pause')}
        </PermissionButton>
      )}
      <PermissionButton
        {...common}
        iconStart={<RiFlashlightLine />}
        aria-label={t('standing.runOne', { name })}
        onPress={() => setAsked('run')}
      >
        {t('standing.run')}
      </PermissionButton>
      <PermissionButton
        {...common}
        destructive
        iconStart={<RiDeleteBinLine />}
        aria-label={t('standing.deleteOne', { name })}
        onPress={() => setAsked('delete')}
      >
        {t('standing.delete')}
      </PermissionButton>
      {asked === 'run' && (
        <TypedDialog
          title={t('standing.runTitle', { name })}
          about={t('standing.runAbout', { what: item.what.join(', ') })}
          label={t('start.type', { namespace })}
          expected={namespace}
          confirm={t('standing.run')}
          act={async typed => {
            const { run, standing, request } = await api.runStanding(
              ref,
              typed,
            );
            onDone();
            goTo(
              (run && runLink?.({ id: run.id })) ??
                (request && requestLink?.({ id: request.id })) ??
                (standing && standingLink?.(refOf(standing))),
            );
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === 'delete' && (
        <TypedDialog
          title={t('standing.deleteTitle', { name })}
          about={t('standing.deleteAbout')}
          label={t('standing.deleteType', { name })}
          expected={name}
          confirm={t('standing.delete')}
          act={async typed => {
            await api.deleteStanding(ref, typed);
            onDone();
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </span>
  );
}

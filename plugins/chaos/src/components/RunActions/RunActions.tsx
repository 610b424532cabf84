import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RiPauseLine, RiPlayLine, RiStopLine } from '@remixicon/react';
import {
  chaosRunPermission,
  type ChaosRun,
} from '@shop-platform/backstage-plugin-chaos-common';
import { PermissionButton, useErrorText } from '@shop-platform/ui-kit';
import { chaosApiRef } from '../../api';
import { useDeed } from '../../hooks/useDeed';
import { deedsOf } from '../../model/runs';
import { chaosTranslationRef } from '../../translation';
import styles from './RunActions.module.css';

const TOAST_MS = 10_000;

/** Pause, resume, halt. Halting one run takes back what it broke, so it asks nothing. */
export function RunActions(props: {
  run: ChaosRun;
  size?: 'small' | 'medium';
  onDone: () => void;
}) {
  const { run, size = 'small', onDone } = props;
  const { id, name } = run;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  const api = useApi(chaosApiRef);
  const toastApi = useApi(toastApiRef);
  const { canPause, canResume, canHalt } = deedsOf(run);

  const telling = (act: () => Promise<unknown>) => async () => {
    try {
      await act();
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
  };
  const pause = useDeed(telling(() => api.pauseRun(id)));
  const resume = useDeed(telling(() => api.resumeRun(id)));
  const halt = useDeed(telling(() => api.haltRun(id)));
  const common = {
    permission: chaosRunPermission,
    deed: t('deed.run'),
    size,
  };

  return (
    <span className={styles.actions}>
      {canResume ? (
        <PermissionButton
          {...common}
          variant="secondary"
          iconStart={<RiPlayLine />}
          aria-label={t('deed.resumeRun', { name })}
          isPending={resume.isPending}
          onPress={() => resume.run()}
        >
          {t('deed.resume')}
        </PermissionButton>
      ) : (
        <PermissionButton
          {...common}
          variant="secondary"
          iconStart={<RiPauseLine />}
          aria-label={t('deed.pauseRun', { name })}
          isDisabled={!canPause}
          isPending={pause.isPending}
          onPress={() => pause.run()}
        >
          {t('deed.pause')}
        </PermissionButton>
      )}
      <PermissionButton
        {...common}
        variant="secondary"
        destructive
        iconStart={<RiStopLine />}
        aria-label={t('deed.haltRun', { name })}
        isDisabled={!canHalt}
        isPending={halt.isPending}
        onPress={() => halt.run()}
      >
        {t('deed.halt')}
      </PermissionButton>
    </span>
  );
}

import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, TextField } from '@backstage/ui';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import {
  chaosApprovePermission,
  type ChaosRun,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  PermissionButton,
  RelativeTime,
  useAsyncData,
  errorMessage,
} from '@shop-platform/ui-kit';
import { useState } from 'react';
import { chaosApiRef } from '../../api';
import { useDeed } from '../../hooks/useDeed';
import { chaosTranslationRef } from '../../translation';
import { PersonName } from '../EntityLink';
import styles from './RunPage.module.css';

const LONGEST_REASON = 500;

/** Lets another person than the one who asked start a run, or refuse it. */
export function Approval(props: { run: ChaosRun; onDone: () => void }) {
  const { run, onDone } = props;
  const { id, startedBy, approveBefore } = run;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  const identityApi = useApi(identityApiRef);
  const [reason, setReason] = useState('');
  const { state } = useAsyncData(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const isOwn =
    state.status === 'ready' && state.value.userEntityRef === startedBy;
  const approve = useDeed(async () => {
    await api.approveRun(id);
    onDone();
  });
  const reject = useDeed(async () => {
    await api.rejectRun(id, reason.trim());
    onDone();
  });
  const error = approve.error ?? reject.error;
  const common = {
    permission: chaosApprovePermission,
    deed: t('approval.deed'),
  };

  return (
    <section aria-label={t('approval.title')} className={styles.section}>
      <Alert
        role="status"
        status="warning"
        icon
        title={t('approval.title')}
        description={
          <>
            {t('approval.asked', { who: <PersonName person={startedBy} /> })}{' '}
            {approveBefore !== undefined &&
              t('approval.before', {
                time: <RelativeTime date={new Date(approveBefore)} />,
              })}{' '}
            {isOwn && t('approval.own')}
          </>
        }
      />
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('approval.failed')}
          description={errorMessage(error)}
        />
      )}
      <div className={styles.facts}>
        <PermissionButton
          {...common}
          variant="primary"
          destructive
          iconStart={<RiCheckLine />}
          isDisabled={isOwn}
          isPending={approve.isPending}
          onPress={() => approve.run()}
        >
          {t('approval.approve')}
        </PermissionButton>
        <TextField
          size="small"
          label={t('approval.reason')}
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={setReason}
        />
        <PermissionButton
          {...common}
          variant="secondary"
          iconStart={<RiCloseLine />}
          isDisabled={reason.trim() === ''}
          isPending={reject.isPending}
          onPress={() => reject.run()}
        >
          {t('approval.reject')}
        </PermissionButton>
      </div>
    </section>
  );
}

import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, TextField } from '@backstage/ui';
import { RiArrowGoBackLine, RiCheckLine, RiCloseLine } from '@remixicon/react';
import {
  chaosApprovePermission,
  chaosRunPermission,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  PermissionButton,
  RelativeTime,
  useAsyncData,
  useErrorText,
} from '@shop-platform/ui-kit';
import { useState } from 'react';
import { useDeed } from '../../hooks/useDeed';
import { chaosTranslationRef } from '../../translation';
import { PersonName } from '../EntityLink';
import styles from './Approval.module.css';

const LONGEST_REASON = 500;

type ApprovalProps = {
  askedBy: string | undefined;
  approveBefore: string | undefined;
  /** What the button says that approves it. */
  approveText: string;
  approve: () => Promise<void>;
  reject: (reason: string) => Promise<void>;
  /** What the one who asked for it can do; a run is halted instead. */
  withdraw?: () => Promise<void>;
};

/** Lets another person than the one who asked start something, or refuse it. */
export function Approval(props: ApprovalProps) {
  const { askedBy, approveBefore, approveText, withdraw } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const errorText = useErrorText();
  const identityApi = useApi(identityApiRef);
  const [reason, setReason] = useState('');
  const { state } = useAsyncData(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const isOwn =
    state.status === 'ready' &&
    // Names of people are the same in upper and in lower case.
    state.value.userEntityRef.toLocaleLowerCase('en-US') ===
      askedBy?.toLocaleLowerCase('en-US');
  const approve = useDeed(props.approve);
  const reject = useDeed(async () => props.reject(reason.trim()));
  const takeBack = useDeed(async () => withdraw?.());
  const error = approve.error ?? reject.error ?? takeBack.error;
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
            {t('approval.asked', {
              who: <PersonName {...(askedBy && { person: askedBy })} />,
            })}{' '}
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
          description={errorText(error)}
        />
      )}
      <div className={styles.deeds}>
        <PermissionButton
          {...common}
          variant="primary"
          destructive
          iconStart={<RiCheckLine />}
          isDisabled={isOwn}
          isPending={approve.isPending}
          onPress={() => approve.run()}
        >
          {approveText}
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
        {withdraw && isOwn && (
          <PermissionButton
            permission={chaosRunPermission}
            deed={t('deed.run')}
            variant="secondary"
            iconStart={<RiArrowGoBackLine />}
            isPending={takeBack.isPending}
            onPress={() => takeBack.run()}
          >
            {t('approval.withdraw')}
          </PermissionButton>
        )}
      </div>
    </section>
  );
}

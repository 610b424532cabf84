import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosRun } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosApiRef } from '../../api';
import { chaosTranslationRef } from '../../translation';
import { Approval } from '../Approval';

/** Lets another person than the one who asked start a run, or refuse it. */
export function RunApproval(props: { run: ChaosRun; onDone: () => void }) {
  const { run, onDone } = props;
  const { id, startedBy, approveBefore } = run;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  return (
    <Approval
      askedBy={startedBy}
      approveBefore={approveBefore}
      approveText={t('approval.approve')}
      approve={async () => {
        await api.approveRun(id);
        onDone();
      }}
      reject={async reason => {
        await api.rejectRun(id, reason);
        onDone();
      }}
    />
  );
}

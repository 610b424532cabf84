import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { analyticsPipelineRunPermission } from '@shop-platform/backstage-plugin-analytics-common';
import { PermissionButton, useAsyncData } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { analyticsApiRef } from '../../api';
import { useShownRun } from '../../hooks/useShownRun';
import { activeRun } from '../../model/runs';
import { failureText } from '../../model/failure';
import { analyticsTranslationRef } from '../../translation';
import { BackfillDialog } from './BackfillDialog';
import styles from './PipelinesPage.module.css';
import { RunProgress } from './RunProgress';

const INTERVAL_MS = 10_000;

/** Starts a pipeline, and shows the run that was started here or elsewhere. */
export function PipelineActions(props: {
  pipeline: string;
  tables: readonly string[];
  onOver: () => void;
}) {
  const { pipeline, tables, onOver } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const shown = useShownRun(pipeline);
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [hidden, setHidden] = useState<string>();
  const { state } = useAsyncData(
    async signal => (await api.getPipelineRuns({ pipeline }, { signal })).runs,
    [api, pipeline],
    { refreshIntervalMs: INTERVAL_MS },
  );
  const silence = state.status === 'error' ? state.error : undefined;
  const active = state.status === 'ready' ? activeRun(state.value) : undefined;
  const runId = shown.run ?? (active?.id === hidden ? undefined : active?.id);

  const runNow = async () => {
    setSending(true);
    setFailure(undefined);
    try {
      const { id } = await api.startPipeline({ pipeline }, {});
      shown.setRun(id);
    } catch (error) {
      setFailure(failureText(error));
    }
    setSending(false);
  };

  return (
    <>
      <div className={styles.bar}>
        <PermissionButton
          size="small"
          variant="primary"
          permission={analyticsPipelineRunPermission}
          deed={t('run.deed')}
          isPending={isSending}
          onPress={runNow}
        >
          {t('run.now')}
        </PermissionButton>
        <PermissionButton
          size="small"
          variant="secondary"
          permission={analyticsPipelineRunPermission}
          deed={t('run.deed')}
          onPress={() => setAsking(true)}
        >
          {t('run.askBackfill')}
        </PermissionButton>
      </div>
      {(failure || silence) && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={failure ?? failureText(silence)}
        />
      )}
      {isAsking && (
        <BackfillDialog
          pipeline={pipeline}
          tables={tables}
          onClose={() => setAsking(false)}
          onStarted={({ id }) => {
            setAsking(false);
            shown.setRun(id);
          }}
        />
      )}
      {runId && (
        <RunProgress
          key={runId}
          pipeline={pipeline}
          runId={runId}
          onOver={onOver}
          onClose={() => {
            setHidden(runId);
            shown.setRun(undefined);
          }}
        />
      )}
    </>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  analyticsPipelineRunPermission,
  type PipelineRun,
} from '@shop-platform/backstage-plugin-analytics-common';
import { PermissionButton } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { type useRunNow } from '../../hooks/useRunNow';
import { useShownRun } from '../../hooks/useShownRun';
import { activeRun } from '../../model/runs';
import { analyticsTranslationRef } from '../../translation';
import { BackfillDialog } from './BackfillDialog';
import styles from './PipelinesPage.module.css';
import { RunNowButton } from './RunNowButton';
import { RunProgress } from './RunProgress';

/** Starts a pipeline, and shows the run that was started here or elsewhere. */
export function PipelineActions(props: {
  pipeline: string;
  tables: readonly string[];
  /** Those that its service tells of, as far as they are read. */
  runs: readonly PipelineRun[];
  runNow: ReturnType<typeof useRunNow>;
  onStarted: () => void;
  /** Has to stay the same one, or it is called again. */
  onOver: () => void;
}) {
  const { pipeline, tables, runs, runNow, onStarted, onOver } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const shown = useShownRun(pipeline);
  const [isAsking, setAsking] = useState(false);
  const [hidden, setHidden] = useState<string>();
  const active = activeRun(runs);
  const runId = shown.run ?? (active?.id === hidden ? undefined : active?.id);

  return (
    <>
      <div className={styles.bar}>
        <RunNowButton isSending={runNow.isSending} onStart={runNow.start} />
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
      {runNow.failure && (
        <Alert role="alert" status="danger" icon title={runNow.failure} />
      )}
      {isAsking && (
        <BackfillDialog
          pipeline={pipeline}
          tables={tables}
          onClose={() => setAsking(false)}
          onStarted={({ id }) => {
            setAsking(false);
            shown.setRun(id);
            onStarted();
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

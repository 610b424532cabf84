import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  type AnalyticsAnswer,
  analyticsPipelineReadPermission,
  type PipelineRun,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  type AsyncState,
  EmptyState,
  PageStates,
  SkeletonRows,
} from '@shop-platform/ui-kit';
import { useId, useState } from 'react';
import { type useRunNow } from '../../hooks/useRunNow';
import { analyticsTranslationRef } from '../../translation';
import styles from './PipelinesPage.module.css';
import { RunNowButton } from './RunNowButton';
import { RunRows } from './RunRows';
import { RunsChart } from './RunsChart';

/** Enough to see whether it goes well, and the next pipeline is not far. */
const FEW = 5;

function RunHistory(props: { pipeline: string; runs: readonly PipelineRun[] }) {
  const { pipeline, runs } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const [isWhole, setWhole] = useState(false);

  return (
    <>
      <RunsChart pipeline={pipeline} runs={runs} />
      <RunRows pipeline={pipeline} runs={isWhole ? runs : runs.slice(0, FEW)} />
      <p className={styles.runsNote}>
        {t('history.extent', { count: runs.length })}
        {runs.length > FEW && (
          <Button
            size="small"
            variant="tertiary"
            aria-expanded={isWhole}
            onPress={() => setWhole(!isWhole)}
          >
            {isWhole
              ? t('history.showFew', { count: FEW })
              : t('history.showAll', { count: runs.length })}
          </Button>
        )}
      </p>
    </>
  );
}

/** How did the last runs of a pipeline go, and what started them? */
export function RecentRuns(props: {
  pipeline: string;
  state: AsyncState<AnalyticsAnswer<'getPipelineRuns'>>;
  runNow: ReturnType<typeof useRunNow>;
  onRetry: () => void;
}) {
  const { pipeline, state, runNow, onRetry } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const titleId = useId();

  return (
    <section className={styles.history} aria-labelledby={titleId}>
      <h3 id={titleId} className={styles.title}>
        {t('history.title')}
      </h3>
      <PageStates
        state={state}
        subject={t('history.subject', { name: pipeline })}
        skeleton={<SkeletonRows count={FEW} />}
        missingParts={({ unavailable: [first] }) =>
          first && {
            missing: [t('history.older', { name: pipeline })],
            since: new Date(first.since),
            error: new Error(first.reason),
          }
        }
        isEmpty={({ runs, unavailable }) =>
          runs.length + unavailable.length === 0
        }
        empty={
          <EmptyState
            title={t('history.emptyTitle')}
            description={t('history.emptyDescription')}
            action={
              <RunNowButton
                isSending={runNow.isSending}
                onStart={runNow.start}
              />
            }
          />
        }
        permission={analyticsPipelineReadPermission}
        onRetry={onRetry}
      >
        {({ runs }) =>
          runs.length > 0 && <RunHistory pipeline={pipeline} runs={runs} />
        }
      </PageStates>
    </section>
  );
}

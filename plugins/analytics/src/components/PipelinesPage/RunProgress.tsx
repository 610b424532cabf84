import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  analyticsPipelineReadPermission,
  type PipelineRun,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  formatDuration,
  formatNumber,
  PageStates,
  SkeletonRows,
  Status,
  useAsyncData,
  useLocale,
} from '@shop-platform/ui-kit';
import { useEffect, useId, useState } from 'react';
import { analyticsApiRef } from '../../api';
import { isOver, outcomeOf, periodText, rowsOf } from '../../model/runs';
import { spokenCount } from '../../model/spokenCount';
import { analyticsTranslationRef } from '../../translation';
import styles from './PipelinesPage.module.css';

const INTERVAL_MS = 1_000;

function RunTables(props: { run: PipelineRun }) {
  const { tables } = props.run;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();

  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('pipelines.table')}</th>
          <th scope="col" data-number>
            {t('run.rows')}
          </th>
          <th scope="col" data-number>
            {t('run.duration')}
          </th>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ table, rows, durationMs, error }) => (
          <tr key={table}>
            <th scope="row">
              {table}
              {error && <Status level="down" detail={error} />}
            </th>
            <td data-number>{formatNumber(rows, { locale })}</td>
            <td data-number>{formatDuration(durationMs, { locale })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RunState(props: { run: PipelineRun }) {
  const { run } = props;
  const { period, progress, failure } = run;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const rows = t('run.rowsSoFar', {
    count: spokenCount(rowsOf(run)),
    rows: formatNumber(rowsOf(run), { locale }),
  });

  return (
    <>
      {period && (
        <p className={styles.note}>
          {t('run.period', {
            period: periodText(period, locale),
          })}
        </p>
      )}
      <p role="status" className={styles.note}>
        {isOver(run) ? (
          <Status
            level={outcomeOf(run)}
            detail={failure ?? `${t(`run.status.${run.status}`)}, ${rows}`}
          />
        ) : (
          <>
            {`${t(`run.status.${run.status}`)}, ${rows}`}
            <progress
              className={styles.progress}
              aria-label={t('run.progress')}
              value={progress?.done}
              max={progress?.total || undefined}
            />
            {progress &&
              t('run.parts', {
                done: String(progress.done),
                total: String(progress.total),
              })}
          </>
        )}
      </p>
      <RunTables run={run} />
    </>
  );
}

/** One run of a pipeline, as far as it is, until it is over. */
export function RunProgress(props: {
  pipeline: string;
  runId: string;
  /** Has to stay the same one, or it is called again. */
  onOver: () => void;
  onClose: () => void;
}) {
  const { pipeline, runId, onOver, onClose } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const titleId = useId();
  const [isDone, setDone] = useState(false);
  const { state, refresh } = useAsyncData(
    signal => api.getPipelineRun({ pipeline, run: runId }, { signal }),
    [api, pipeline, runId],
    { refreshIntervalMs: isDone ? undefined : INTERVAL_MS },
  );
  const run = state.status === 'ready' ? state.value : undefined;
  const over = run !== undefined && isOver(run);
  useEffect(() => {
    setDone(over);
    if (over) {
      onOver();
    }
  }, [over, onOver]);

  return (
    <section className={styles.run} aria-labelledby={titleId}>
      <div className={styles.bar}>
        <h3 id={titleId} className={styles.title}>
          {t(run?.trigger === 'backfill' ? 'run.backfill' : 'run.title')}
        </h3>
        <Button size="small" variant="tertiary" onPress={onClose}>
          {t('run.hide')}
        </Button>
      </div>
      <PageStates
        state={state}
        subject={t('run.subject')}
        skeleton={<SkeletonRows count={2} />}
        permission={analyticsPipelineReadPermission}
        onRetry={refresh}
      >
        {value => <RunState run={value} />}
      </PageStates>
    </section>
  );
}

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Pipeline } from '@shop-platform/backstage-plugin-analytics-common';
import { Status, useAsyncData, worstStatus } from '@shop-platform/ui-kit';
import { type ReactNode, useCallback, useId } from 'react';
import { analyticsApiRef } from '../../api';
import { useRunNow } from '../../hooks/useRunNow';
import { levelOf } from '../../model/pipelines';
import { analyticsTranslationRef } from '../../translation';
import { PipelineActions } from './PipelineActions';
import styles from './PipelinesPage.module.css';
import { PipelineTables } from './PipelineTables';
import { RecentRuns } from './RecentRuns';

const INTERVAL_MS = 10_000;

/** What the service of a pipeline adds to its tables: deeds before, runs behind. */
function WithRuns(props: {
  pipeline: string;
  tables: readonly string[];
  onChanged: () => void;
  children: ReactNode;
}) {
  const { pipeline, tables, onChanged, children } = props;
  const api = useApi(analyticsApiRef);
  const { state, refresh } = useAsyncData(
    signal => api.getPipelineRuns({ pipeline }, { signal }),
    [api, pipeline],
    { refreshIntervalMs: INTERVAL_MS },
  );
  const runNow = useRunNow(pipeline, refresh);
  const onOver = useCallback(() => {
    onChanged();
    refresh();
  }, [onChanged, refresh]);

  return (
    <>
      <PipelineActions
        pipeline={pipeline}
        tables={tables}
        runs={state.status === 'ready' ? state.value.runs : []}
        runNow={runNow}
        onStarted={refresh}
        onOver={onOver}
      />
      {children}
      <RecentRuns
        pipeline={pipeline}
        state={state}
        runNow={runNow}
        onRetry={refresh}
      />
    </>
  );
}

/** One pipeline: how it is, each table that it fills, and its latest runs. */
export function PipelineSection(props: {
  pipeline: Pipeline;
  /** A run is over, so that the tables may be otherwise now. */
  onChanged: () => void;
}) {
  const { name, tables, runs } = props.pipeline;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const titleId = useId();
  const table =
    tables.length > 0 ? (
      <PipelineTables pipeline={name} tables={tables} />
    ) : (
      <p className={styles.note}>{t('pipelines.noTables')}</p>
    );

  return (
    <section className={styles.pipeline} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.title}>
        {name} <Status level={worstStatus(tables.map(levelOf))} />
      </h2>
      {runs ? (
        <WithRuns
          pipeline={name}
          tables={runs.tables}
          onChanged={props.onChanged}
        >
          {table}
        </WithRuns>
      ) : (
        <>
          <p className={styles.note}>
            {t('run.notFromHere', { key: <code>analytics.pipelines</code> })}
          </p>
          {table}
        </>
      )}
    </section>
  );
}

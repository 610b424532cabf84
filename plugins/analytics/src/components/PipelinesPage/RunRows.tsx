import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type PipelineRun } from '@shop-platform/backstage-plugin-analytics-common';
import {
  formatDuration,
  formatNumber,
  RelativeTime,
  Status,
  useLocale,
} from '@shop-platform/ui-kit';
import {
  durationOf,
  isOver,
  outcomeOf,
  periodText,
  problemsOf,
  rowsOf,
  startOf,
} from '../../model/runs';
import { analyticsTranslationRef } from '../../translation';
import styles from './PipelinesPage.module.css';
import { Rate } from './Rate';

const SCROLLED_BY_KEYBOARD = { role: 'region', tabIndex: 0 };

function Outcome(props: { run: PipelineRun }) {
  const { run } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const word = t(`run.status.${run.status}`);
  if (!isOver(run)) {
    return <>{word}</>;
  }
  const problems = problemsOf(run);
  return (
    <Status
      level={outcomeOf(run)}
      detail={problems.length > 0 ? `${word}: ${problems.join('; ')}` : word}
    />
  );
}

function RunRow(props: { run: PipelineRun }) {
  const { run } = props;
  const { trigger, period } = run;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const rows = rowsOf(run);
  const durationMs = durationOf(run);

  return (
    <tr>
      <th scope="row">
        <RelativeTime date={startOf(run)} />
      </th>
      <td>
        {t(`history.trigger.${trigger}`)}
        {period && (
          <div className={styles.under}>{periodText(period, locale)}</div>
        )}
      </td>
      <td>
        <Outcome run={run} />
      </td>
      <td data-number title={String(rows)}>
        {formatNumber(rows, { locale })}
      </td>
      <td data-number>
        <Rate
          className={styles.rate}
          rows={rows}
          durationMs={durationMs}
          fallback="—"
        />
      </td>
      <td data-number>
        {durationMs === undefined
          ? '—'
          : formatDuration(durationMs, { locale })}
      </td>
    </tr>
  );
}

/** Runs as a table, in the order that they are given. */
export function RunRows(props: {
  pipeline: string;
  runs: readonly PipelineRun[];
}) {
  const { pipeline, runs } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);

  return (
    <div
      {...SCROLLED_BY_KEYBOARD}
      className={styles.scroll}
      aria-label={t('history.of', { name: pipeline })}
    >
      <table className={`${styles.table} ${styles.runs}`}>
        <thead>
          <tr>
            <th scope="col">{t('history.when')}</th>
            <th scope="col">{t('history.startedBy')}</th>
            <th scope="col">{t('history.outcome')}</th>
            <th scope="col" data-number>
              {t('run.rows')}
            </th>
            <th scope="col" data-number>
              {t('run.rate')}
            </th>
            <th scope="col" data-number>
              {t('run.duration')}
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map(run => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

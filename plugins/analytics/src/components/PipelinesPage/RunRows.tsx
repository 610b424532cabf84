import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { type PipelineRun } from '@shop-platform/backstage-plugin-analytics-common';
import {
  formatDuration,
  formatNumber,
  RelativeTime,
  Status,
  useLocale,
} from '@shop-platform/ui-kit';
import { Fragment, useState } from 'react';
import {
  durationOf,
  isOver,
  outcomeOf,
  periodText,
  problemsOf,
  rowsOf,
  startOf,
} from '../../model/runs';
import { spokenCount } from '../../model/spokenCount';
import { analyticsTranslationRef } from '../../translation';
import styles from './PipelinesPage.module.css';
import { Rate } from './Rate';

/** Of the table of runs. */
const COLUMNS = 6;

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
      word={word}
      detail={problems.join('; ') || undefined}
    />
  );
}

/** What a run did, table by table. */
function TablesOfRun(props: { run: PipelineRun }) {
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  return (
    <tr>
      <td colSpan={COLUMNS} className={styles.runTables}>
        <ul aria-label={t('history.tables')}>
          {props.run.tables.map(({ table, rows, durationMs, error }) => (
            <li key={table}>
              <code>{table}</code>
              <span title={String(rows)}>
                {t('run.rowsSoFar', {
                  count: spokenCount(rows),
                  rows: formatNumber(rows, { locale }),
                })}
              </span>
              <span>{formatDuration(durationMs, { locale })}</span>
              {error && (
                <Status
                  level="down"
                  word={t('run.status.failed')}
                  detail={error}
                />
              )}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function RunRow(props: {
  run: PipelineRun;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const { run, isOpen, onToggle } = props;
  const { trigger, period } = run;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const rows = rowsOf(run);
  const durationMs = durationOf(run);

  return (
    <tr>
      <th scope="row">
        <span className={styles.runStart}>
          {run.tables.length > 0 && (
            <ButtonIcon
              size="small"
              variant="tertiary"
              aria-label={t('history.tables')}
              aria-expanded={isOpen}
              icon={isOpen ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
              onPress={onToggle}
            />
          )}
          <RelativeTime date={startOf(run)} />
        </span>
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
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen(previous => {
      const next = new Set(previous);
      if (!next.delete(id)) {
        next.add(id);
      }
      return next;
    });

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
            <Fragment key={run.id}>
              <RunRow
                run={run}
                isOpen={open.has(run.id)}
                onToggle={() => toggle(run.id)}
              />
              {open.has(run.id) && <TablesOfRun run={run} />}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

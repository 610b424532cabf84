import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type Pipeline,
  type PipelineTable,
} from '@shop-platform/backstage-plugin-analytics-common';
import {
  formatDuration,
  formatQuantity,
  RelativeTime,
  Status,
  useLocale,
  worstStatus,
} from '@shop-platform/ui-kit';
import { useId } from 'react';
import { levelOf } from '../../model/pipelines';
import { analyticsTranslationRef } from '../../translation';
import { PipelineActions } from './PipelineActions';
import styles from './PipelinesPage.module.css';

const SCROLLED_BY_KEYBOARD = { role: 'region', tabIndex: 0 };

function Moment(props: { at?: string }) {
  return props.at ? <RelativeTime date={new Date(props.at)} /> : <>—</>;
}

function TableRow(props: { table: PipelineTable }) {
  const { table } = props;
  const { lagSeconds, lagLimitSeconds, rows, durationMs, error } = table;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const seconds = (value: number | undefined) =>
    value === undefined ? '—' : formatDuration(value * 1000, { locale });

  return (
    <tr>
      <th scope="row">{table.table}</th>
      <td>
        <Status
          level={levelOf(table)}
          detail={
            error ||
            (lagLimitSeconds !== undefined &&
            lagSeconds !== undefined &&
            lagSeconds > lagLimitSeconds
              ? t('pipelines.late', { limit: seconds(lagLimitSeconds) })
              : undefined)
          }
        />
      </td>
      <td data-number title={lagSeconds?.toString()}>
        {seconds(lagSeconds)}
      </td>
      <td>
        <Moment at={table.upTo} />
      </td>
      <td data-number title={rows}>
        {rows === undefined ? '—' : formatQuantity(rows, { locale })}
      </td>
      <td data-number>
        {durationMs === undefined
          ? '—'
          : formatDuration(Number(durationMs), { locale })}
      </td>
      <td>
        <Moment at={table.lastRunAt} />
      </td>
      <td>
        <Moment at={table.lastSuccessAt} />
      </td>
    </tr>
  );
}

/** One pipeline: how it is, and each table that it fills. */
export function PipelineSection(props: {
  pipeline: Pipeline;
  /** A run is over, so that the tables may be otherwise now. */
  onChanged: () => void;
}) {
  const { name, tables, runs } = props.pipeline;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const titleId = useId();

  return (
    <section className={styles.pipeline} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.title}>
        {name} <Status level={worstStatus(tables.map(levelOf))} />
      </h2>
      {runs ? (
        <PipelineActions
          pipeline={name}
          tables={runs.tables}
          onOver={props.onChanged}
        />
      ) : (
        <p className={styles.note}>
          {t('run.notFromHere', { key: <code>analytics.pipelines</code> })}
        </p>
      )}
      <div
        {...SCROLLED_BY_KEYBOARD}
        className={styles.scroll}
        aria-label={t('pipelines.tablesOf', { name })}
      >
        <table className={`${styles.table} ${styles.tables}`}>
          <thead>
            <tr>
              <th scope="col">{t('pipelines.table')}</th>
              <th scope="col">{t('pipelines.status')}</th>
              <th scope="col" data-number>
                {t('pipelines.lag')}
              </th>
              <th scope="col">{t('pipelines.upTo')}</th>
              <th scope="col" data-number>
                {t('pipelines.rows')}
              </th>
              <th scope="col" data-number>
                {t('pipelines.duration')}
              </th>
              <th scope="col">{t('pipelines.lastRun')}</th>
              <th scope="col">{t('pipelines.lastSuccess')}</th>
            </tr>
          </thead>
          <tbody>
            {tables.map(table => (
              <TableRow key={table.table} table={table} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
